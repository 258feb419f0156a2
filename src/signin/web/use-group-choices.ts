import { listGroupsApi } from '../../groups/contract.ts'
import { useText } from '../../ui/language.ts'
import { useQueryOf } from '../../ui/queries.ts'

/** Groups that somebody new can be put into. */
export function useGroupChoices(): { value: string; label: string }[] {
  const t = useText()
  const groups = useQueryOf(listGroupsApi, { limit: 200 })
  return (groups.data?.rows ?? [])
    .filter((group) => group.audience === 'employees' && group.membership === 'by_hand' && group.type === 'group')
    .map(({ id, name, scope }) => ({ value: id as string, label: scope === 'system' ? t(name) : name }))
}
