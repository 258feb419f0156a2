import { personBehind } from '../../access/actor.ts'
import { require } from '../../access/decide.ts'
import { newId } from '../../base/ids.ts'
import { notFound } from '../../base/refusal.ts'
import { codeFrom, freeCode } from '../../base/text.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { createGroupApi } from '../contract.ts'
import { draft } from '../group.ts'
import { codesLike, findPlace, insertGroup } from '../group.sql.ts'
import { explainTaken } from '../name-taken.ts'

/** Asks of the place the group is for: the company, or one workspace. */
export const createGroup = command({
  name: 'createGroup',
  endpoint: createGroupApi,
  permission: 'company.view',
  target: () => ({}),
  async run({ tx, actor, note }, { code, ...asked }) {
    const inPlace = asked.workspace ?? asked.app
    const workspace = inPlace && (await findPlace(tx, asked))
    if (inPlace && !workspace) throw notFound()
    await (workspace
      ? require(tx, actor, 'workspace.configure', { kind: 'workspace', id: workspace })
      : require(tx, actor, 'company.administer', { kind: 'company' }))
    // Whoever reaches people from outside is found by those who administer the company.
    if (asked.audience === 'external') await require(tx, actor, 'company.administer', { kind: 'company' })
    const group = draft(newId<'group'>(), { ...asked, workspace: workspace || undefined })
    const made = codeFrom(group.name)
    const named = { ...group, code: code ?? freeCode(made, await codesLike(tx, made.slice(0, 36))) }
    await explainTaken(group.name, () => insertGroup(tx, named, personBehind(actor)))
    await changed(tx, { topics: ['groups'], employees: true })
    note({ group: group.id, name: group.name, type: group.type, audience: group.audience })
    return { id: group.id }
  },
})
