import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { notFound } from '../../base/refusal.ts'
import { codeFrom, freeCode } from '../../base/text.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { createGroupApi } from '../contract.ts'
import { draft } from '../group.ts'
import { codesLike, findPlace, insertGroup } from '../group.sql.ts'
import { explainTaken } from '../name-taken.ts'

export const createGroup = command({
  name: 'createGroup',
  endpoint: createGroupApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, { code, ...asked }) {
    const inPlace = asked.workspace ?? asked.app
    const workspace = inPlace && (await findPlace(tx, asked))
    if (inPlace && !workspace) throw notFound()
    const group = draft(newId<'group'>(), { ...asked, workspace: workspace || undefined })
    const made = codeFrom(group.name)
    const named = { ...group, code: code ?? freeCode(made, await codesLike(tx, made.slice(0, 36))) }
    await explainTaken(group.name, () => insertGroup(tx, named, personBehind(actor)))
    await changed(tx, { topics: ['groups'], employees: true })
    note({ group: group.id, name: group.name, type: group.type, audience: group.audience })
    return { id: group.id }
  },
})
