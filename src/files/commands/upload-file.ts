import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { type FileShape, uploadFileApi, uploadFileOnPortalApi } from '../contract.ts'
import { refuseUnlessAllowed } from '../allowed.ts'
import { insertFile, lockLooseBytes } from '../file.sql.ts'
import { mediaTypeOf } from '../media-type.ts'
import { findUploadSettings } from '../upload-settings.sql.ts'

/** So that nobody fills the disk with files that no item takes; the sweep frees it after a day. */
const looseLimit = 1024 * 1024 * 1024

async function run({ tx, actor, upload, note }: CommandContext, { name }: { name: string }): Promise<FileShape> {
  const by = personBehind(actor)
  if (!upload || !by) throw new Error('Expected a content and a person: the corridor refuses both before')
  if (upload.size === 0) {
    throw new Refusal('invalid', 'file.empty', `Expected a file with content, but “${name}” is empty.`)
  }
  if ((await lockLooseBytes(tx, by)) + upload.size > looseLimit) {
    throw new Refusal(
      'rate',
      'file.too_many_loose',
      'You have uploaded much that is not used anywhere. Use it in an item, or wait until it is swept away within a day.',
      {},
      3600,
    )
  }
  await refuseUnlessAllowed((await findUploadSettings(tx)).extensions, name, upload.head)
  const file = { id: newId<'file'>(), name, mediaType: await mediaTypeOf(upload.head) }
  await insertFile(tx, { ...file, by }, upload).catch((error: unknown) => {
    if (violatedConstraint(error) !== 'storage_within_plan') throw error
    throw new Refusal(
      'storage_full',
      'storage.plan_used_up',
      `Expected room for “${name}”, but the storage of the service plan is used up. An administrator sees it under Administration → Licenses.`,
    )
  })
  note({ file: file.id, name, size: upload.size })
  return { ...file, size: upload.size }
}

const common = { permission: 'storage.put', target: () => ({}), run } as const

export const uploadFile = command({ ...common, name: 'uploadFile', endpoint: uploadFileApi })
export const uploadFileOnPortal = command({ ...common, name: 'uploadFileOnPortal', endpoint: uploadFileOnPortalApi })
