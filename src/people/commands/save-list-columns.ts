import { personBehind } from '../../access/actor.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { columnLists, saveListColumnsApi } from '../contract-users.ts'
import { forgetListColumns, saveListColumns as saveColumns } from '../list-columns.sql.ts'

/** Reaches nobody but the actor, so the door is all it asks for. */
export const saveListColumns = command({
  name: 'saveListColumns',
  endpoint: saveListColumnsApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, actor }, { list, columns }) {
    const me = personBehind(actor)
    if (!me) throw notFound()
    if (columns === null) {
      await forgetListColumns(tx, me, list)
      return null
    }
    const unknown = columns.filter((column) => !(columnLists[list] as readonly string[]).includes(column))
    if (unknown.length > 0) {
      throw new Refusal(
        'unprocessable',
        'list.unknown_column',
        `Expected columns of this list (${columnLists[list].join(', ')}), but found “${unknown[0]}”.`,
      )
    }
    await saveColumns(tx, me, list, [...new Set(columns)])
    return null
  },
})
