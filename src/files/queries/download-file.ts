import type { FileId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { type Download, query, type QueryContext } from '../../operations/operation.ts'
import { downloadFileApi, downloadFileOnPortalApi } from '../contract.ts'
import { findFile } from '../file.sql.ts'

async function run({ db, blobs, noteRead }: QueryContext, { file }: { file: FileId }): Promise<Download> {
  const row = await findFile(db, file)
  if (!row) throw notFound()
  const content = await blobs.get(row.key)
  if (!content) {
    throw new Refusal(
      'unavailable',
      'file.content_missing',
      `“${row.name}” is known, but its content is not where it was stored. Tell the operator to look at the file storage.`,
    )
  }
  if (row.isAudited) noteRead({ kind: 'file', id: file }, { name: row.name, size: row.size })
  return { stream: content.stream, name: row.name, mediaType: row.mediaType, size: content.size }
}

const common = { permission: 'file.view', target: ({ file }: { file: FileId }) => ({ id: file }), run } as const

export const downloadFile = query({ ...common, name: 'downloadFile', endpoint: downloadFileApi })
export const downloadFileOnPortal = query({
  ...common,
  name: 'downloadFileOnPortal',
  endpoint: downloadFileOnPortalApi,
})
