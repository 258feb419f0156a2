import { site } from '../../ui/site.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { getSetUpStateApi } from '../contract.ts'

/** Whose door this is, for pages before one is inside. */
export function useCompany() {
  const state = useQueryOf(getSetUpStateApi, {})
  const logo = site().signInLogo ?? site().logo
  return { state, brand: { name: state.data?.companyName ?? site().companyName, ...(logo && { logo }) } }
}
