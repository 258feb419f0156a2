import { getMeApi } from '../../people/contract.ts'
import { useQueryOf } from '../../ui/queries.ts'

/**
 * Whether the reader administers. Colleagues see one another's cards too; what only administrators do is left out there
 * instead of standing disabled all over. The server decides whatever this says.
 */
export const useAdministers = (): boolean => useQueryOf(getMeApi, {}).data?.isAdministrator ?? false
