import type { OrgElementId, UserId } from '../../src/base/ids.ts'
import { discardOrgDraft } from '../../src/orgchart/commands/discard-org-draft.ts'
import { editOrgDraft } from '../../src/orgchart/commands/edit-org-draft.ts'
import { publishOrgChart } from '../../src/orgchart/commands/publish-org-chart.ts'
import type { OrgEdit } from '../../src/orgchart/contract-draft.ts'
import { getOrgDraft } from '../../src/orgchart/queries/get-org-draft.ts'
import type { Someone, World } from './world.ts'

type Put = Extract<OrgEdit, { do: 'put' }>
type Drawn = Pick<Put, 'id' | 'kind' | 'name'> & {
  parent: OrgElementId | null
  lead?: UserId | { id: UserId } | null
  sort?: number
}

/** How an administrator draws in tests: by names, on the draft as it is. */
export function openDrawing(world: World, who: Someone) {
  const version = async (): Promise<number | null> => (await who.run(getOrgDraft, {})).draft?.version ?? null

  const put = ({ id, kind, name, parent, lead = null, sort = 0 }: Drawn): Put => ({
    do: 'put',
    id,
    kind,
    name,
    parent,
    lead: typeof lead === 'string' || lead === null ? lead : lead.id,
    sort,
  })

  return {
    put,
    edit: async (...edits: OrgEdit[]) => who.run(editOrgDraft, { version: await version(), edits }),
    publish: async (note = '') => who.run(publishOrgChart, { version: (await version())!, note }),
    /** Throws the draft away if there is one. */
    fresh: async () => {
      const seen = await version()
      if (seen !== null) await who.run(discardOrgDraft, { version: seen })
    },
    published: async (name: string): Promise<OrgElementId> =>
      (await world.pool.query('select id from org_elements where name = $1 and deleted_at is null', [name])).rows[0].id,
    /** The element of the draft with this name. */
    named: async (name: string) => {
      const { elements } = await who.run(getOrgDraft, {})
      const found = elements.find((element) => element.name === name)
      if (!found) throw new Error(`Expected an element “${name}” in the draft`)
      return found
    },
  }
}
