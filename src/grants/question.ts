import { permissions, type Permission, type Resource } from '../access/permissions.ts'
import { Refusal } from '../base/refusal.ts'

type Asked = { permission: string; kind: string; id: string; app?: string | undefined }

export type Question = { permission: Permission; resource: Resource }

const withoutId = ['door', 'company', 'storage', 'org_chart']

/** @throws Refusal 400 `access.no_such_question` naming what can be asked of such a thing. */
export function questionOf({ permission, kind, id, app }: Asked): Question {
  const known = Object.entries(permissions).filter(([, of]) => of === kind && !withoutId.includes(of))
  if (!known.some(([name]) => name === permission)) {
    const names = known.map(([name]) => name).join(', ') || 'nothing: there is no such kind of thing'
    throw new Refusal(
      'invalid',
      'access.no_such_question',
      `Expected a permission that can be asked of “${kind}” (${names}), but found “${permission}”.`,
    )
  }
  if ((kind === 'item') !== (app !== undefined)) {
    throw new Refusal(
      'invalid',
      'access.no_such_question',
      'Expected the app of an item, and of nothing else: items are named with their app.',
    )
  }
  return { permission: permission as Permission, resource: { kind, id, ...(app && { app }) } as Resource }
}
