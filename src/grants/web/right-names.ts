import type { Translate } from '../../ui/language.ts'
import type { GrantRow } from '../contract.ts'

export function rightName(right: string, t: Translate): string {
  const names: Record<string, string> = {
    view: t('View'),
    create: t('Create'),
    edit: t('Edit'),
    delete: t('Delete'),
    assign: t('Assign rights'),
    manage_processes: t('Manage processes'),
    export: t('Export'),
    import: t('Import'),
    full: t('Full access'),
    start: t('Start'),
  }
  return names[right] ?? right
}

/** What a row reaches, where it is not every item; `fieldName` of the field it is for. */
export function narrowingText({ narrowedTo }: GrantRow, fieldName: string | undefined, t: Translate): string | null {
  if (narrowedTo === 'all') return null
  if (narrowedTo === 'author') return t('only what they wrote')
  if (narrowedTo === 'organization') return t('only what was written in their organization')
  return t('only where “{{field}}” names them', { field: fieldName ?? '' })
}

export function kindName({ to }: GrantRow, t: Translate): string {
  const words: Record<string, string> = {
    group: t('Group'),
    role: t('Role'),
    department: t('Department'),
    position: t('Position'),
    employee_group: t('Employee group'),
  }
  if (to.kind === 'organization') return t('Organization')
  return to.kind === 'user' ? to.detail : (words[to.detail] ?? to.detail)
}
