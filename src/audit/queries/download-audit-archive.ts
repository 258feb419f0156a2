import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { downloadAuditArchiveApi } from '../contract.ts'
import { findArchive } from '../settings.sql.ts'

export const downloadAuditArchive = query({
  name: 'downloadAuditArchive',
  endpoint: downloadAuditArchiveApi,
  permission: 'company.audit',
  target: () => ({}),
  recent: true,
  async run({ db, blobs, noteRead }, { archive }) {
    const found = await findArchive(db, archive)
    const content = found && (await blobs.get(found.key))
    if (!found || !content) throw notFound()
    const name = `audit-archive-${found.firstAt.toISOString().slice(0, 10)}.jsonl.gz`
    noteRead({ kind: 'company', id: null }, { archive, name })
    return { stream: content.stream, name, mediaType: 'application/gzip', size: content.size }
  },
})
