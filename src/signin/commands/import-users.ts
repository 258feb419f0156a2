import { newId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { ownFile } from '../../files/queries/own-file.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { moveBatch } from '../batch.sql.ts'
import { importFileLimit, importUsersApi, mapImportApi, runImportApi } from '../batches-contract.ts'
import { type Import, insertImport, lockImport, markMapped } from '../import.sql.ts'

const common = { permission: 'company.administer', target: () => ({}) } as const

async function goOn({ tx, send }: CommandContext, batch: string): Promise<null> {
  await send(tx, 'signin.work_batch', { batch })
  await changed(tx, { topics: ['batches'], employees: true })
  return null
}

export const importUsers = command({
  ...common,
  name: 'importUsers',
  endpoint: importUsersApi,
  async run(context, { file: id, encoding }) {
    const { tx, actor, note } = context
    if (actor.kind !== 'user') throw notFound()
    const file = await ownFile(tx, id, actor.id)
    if (!file) throw notFound()
    if (file.size > importFileLimit) {
      throw new Refusal(
        'too_large',
        'import.too_large',
        `Expected a file of at most ${importFileLimit / 1024 / 1024} MB. Divide it and import its parts.`,
      )
    }
    const batch = newId<'batch'>()
    const made = { id: batch, by: actor.id, session: actor.session, name: file.name, key: file.key, encoding }
    await insertImport(tx, made)
    await goOn(context, batch)
    note({ batch, file: file.name })
    return { id: batch }
  },
})

/** Only what waits for a decision can be decided about. */
function refuseUnlessReady({ state }: Import): void {
  if (state === 'ready') return
  throw new Refusal(
    'conflict',
    'batch.not_ready',
    `Expected an import that was checked and has not begun, but this is ${state}.`,
  )
}

export const mapImport = command({
  ...common,
  name: 'mapImport',
  endpoint: mapImportApi,
  async run(context, { batch, mapping, groups, language }) {
    const found = await lockImport(context.tx, batch)
    if (!found) throw notFound()
    refuseUnlessReady(found)
    const used = mapping.filter((field) => field !== '')
    if (mapping.length !== found.columns?.length || new Set(used).size !== used.length) {
      throw new Refusal(
        'unprocessable',
        'import.mapping_unfit',
        `Expected one choice for each of the ${found.columns?.length ?? 0} columns, and no field twice.`,
      )
    }
    await markMapped(context.tx, batch, mapping, { groups, ...(language && { language }) })
    return goOn(context, batch)
  },
})

/** Whoever runs it is who invites: the rows are done under her rights. */
export const runImport = command({
  ...common,
  name: 'runImport',
  endpoint: runImportApi,
  async run(context, { batch }) {
    const { tx, actor, note } = context
    const found = await lockImport(tx, batch)
    if (!found || actor.kind !== 'user') throw notFound()
    refuseUnlessReady(found)
    if (found.sound === 0) {
      throw new Refusal(
        'unprocessable',
        'batch.nobody',
        'Expected rows without an issue, but there is none. Mend the file or say which column is what.',
      )
    }
    await moveBatch(tx, batch, 'ready', { state: 'running', by: actor.id, session: actor.session })
    note({ batch, people: found.sound })
    return goOn(context, batch)
  },
})
