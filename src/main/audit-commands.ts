import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type CliCommand, Misused, print } from './cli-command.ts'
import { withDatabase } from './with-database.ts'

export const auditVerify: CliCommand = {
  name: 'audit verify',
  usage: '[--heads FILE] [--json]',
  summary: 'Checks that the audit is as it was sealed, and names the first row that is not',
  details:
    'Reads every row, seal and archive, and compares the seals with the hashes kept outside of the database: the file\n' +
    'audit-heads.jsonl in the data folder, or a copy of it on another machine (--heads). Exit code 1 when something was\n' +
    'altered, removed, inserted, cut off or made anew.',
  options: { heads: { type: 'string' }, json: { type: 'boolean' } },
  async run(_, { heads, json }) {
    const [{ checkWhole }, { headsFile }, { openBlobs }, { openDatabase }] = await Promise.all([
      import('../audit/check-audit.ts'),
      import('../audit/heads.ts'),
      import('../blobs/blobs.ts'),
      import('../sql/database.ts'),
    ])
    // A file that was named by mistake must not pass for one that agrees.
    if (typeof heads === 'string')
      await access(resolve(heads)).catch(() => {
        throw new Misused(`--heads: expected a file of heads, but ${resolve(heads)} cannot be read.`)
      })
    return withDatabase(async (url, config) => {
      const file = typeof heads === 'string' ? resolve(heads) : headsFile(config.dataDir)
      const database = openDatabase({ connectionString: url })
      try {
        const checked = await checkWhole(database.db, openBlobs(join(config.dataDir, 'files')), file)
        if (json) print(JSON.stringify(checked, null, 2))
        else if (checked.finding) print(checked.finding.sentence)
        else
          print(
            `The audit is as it was sealed: ${checked.events} rows in ${checked.seals} seals, ${checked.unsealed} not sealed yet. Compared with ${checked.heads} heads kept outside.`,
          )
        return checked.finding ? 1 : 0
      } finally {
        await database.close()
      }
    })
  },
}
