import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { CliCommand } from './cli-command.ts'
import { Misused, print } from './cli-command.ts'
import { auditVerify } from './audit-commands.ts'
import { licenseCheck, licenseIssue, licenseKeys } from './license-commands.ts'
import { readConfig, variables } from './config.ts'
import { rescueCommand } from './rescue-command.ts'
import { tokenCreate, tokenList, tokenRevoke } from './token-commands.ts'
import { withDatabase } from './with-database.ts'

const table = variables
  .map(({ name, meaning, fallback }) => `  ${name.padEnd(24)}${meaning}${fallback ? ` (default: ${fallback})` : ''}`)
  .join('\n')

/** Runs until it is told to stop; a second signal ends at once. */
async function runUntilSignal(stop: () => Promise<void>): Promise<number> {
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
  })
  process.once('SIGINT', () => process.exit(130))
  await stop()
  return 0
}

const start: CliCommand = {
  name: 'start',
  usage: '',
  summary: 'Starts Portico: database, migrations, screens, background work',
  details: `Configuration comes from the environment:\n${table}`,
  async run() {
    const config = await readConfig(process.env)
    const [{ start: startPortico }, { readScreens }] = await Promise.all([import('./start.ts'), import('./screens.ts')])
    const screens = readScreens(resolve(import.meta.dirname, '../../dist/web'))
    const running = await startPortico(config, screens)
    print(`\n  Portico is ready at ${running.address}\n  Stop it with Ctrl+C.\n`)
    return runUntilSignal(running.stop)
  },
}

const migrateCommand: CliCommand = {
  name: 'migrate',
  usage: '',
  summary: 'Brings the database to this version and stops',
  details: 'Start does the same. Use it before a rolling upgrade of several processes.',
  async run() {
    const { migrate } = await import('../sql/migrate.ts')
    const done = await withDatabase((url) => migrate(url))
    print(done.length === 0 ? 'The database is up to date.' : `Applied: ${done.join(', ')}`)
    return 0
  },
}

const processCheck: CliCommand = {
  name: 'process check',
  usage: 'FILE.bpmn [--json]',
  summary: 'Says whether a drawn process can be published, and what is wrong with it',
  options: { json: { type: 'boolean' } },
  async run([file], { json }) {
    const { checkFile } = await import('../engine/check.ts')
    const checked = await checkFile(await readDrawing(file))
    if (json) print(JSON.stringify(checked, null, 2))
    else {
      const lines = [
        ...checked.refusals.map(
          (each) => `refused  ${each.element ?? '-'}${each.name ? ` “${each.name}”` : ''}: ${each.reason}`,
        ),
        ...checked.warnings.map(
          (each) => `warning  ${each.element ?? '-'}${each.name ? ` “${each.name}”` : ''}: ${each.reason}`,
        ),
      ]
      print(lines.length === 0 ? 'It can be published.' : lines.join('\n'))
    }
    return checked.refusals.length > 0 ? 1 : 0
  },
}

const processSimulate: CliCommand = {
  name: 'process simulate',
  usage: 'FILE.bpmn [--seed N] [--json]',
  summary: 'Plays one run, tasks completed by chance from the seed, and prints its events',
  details: 'The same file and seed print the same text. Exit code 1 when the run does not complete.',
  options: { seed: { type: 'string' }, json: { type: 'boolean' } },
  async run([file], { seed = '1', json }) {
    if (!/^\d{1,9}$/.test(String(seed))) throw new Misused(`--seed: expected a whole number, found ${String(seed)}.`)
    const [{ parseDefinition }, { simulate }] = await Promise.all([
      import('../engine/parse/parse-definition.ts'),
      import('../engine/simulate.ts'),
    ])
    const parsed = await parseDefinition(await readDrawing(file))
    if ('refusals' in parsed) {
      print(
        json
          ? JSON.stringify({ refusals: parsed.refusals }, null, 2)
          : parsed.refusals.map((each) => each.reason).join('\n'),
      )
      return 1
    }
    const run = simulate(parsed.definition, Number(seed))
    if (json) print(JSON.stringify({ seed: run.seed, end: run.end, reason: run.reason, steps: run.steps }, null, 2))
    else {
      for (const { at, command, events } of run.steps) {
        print(`${at}  ${command.type}`)
        for (const event of events) print(`    ${event.type}${'element' in event ? `  ${String(event.element)}` : ''}`)
      }
      print(`${run.end}${run.reason ? `: ${run.reason}` : ''}`)
    }
    return run.end === 'completed' ? 0 : 1
  },
}

async function readDrawing(file: string | undefined): Promise<Buffer> {
  if (!file) throw new Misused('Expected the path of a .bpmn file.')
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Misused(
      `Expected to read ${file}, but: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
    )
  })
}

/** What lets somebody in is never carried: after a restore everybody signs in anew (AT-112). */
const leaveOut = [
  'sessions',
  'open_proofs',
  'api_tokens',
  'api_token_uses',
  'confirmation_codes',
  'password_resets',
  'email_changes',
  'rescues',
  'sign_in_attempts',
]

const backupCommand: CliCommand = {
  name: 'backup',
  usage: 'FILE',
  summary: 'Writes everything, database and files, into one archive; Portico may go on running',
  details:
    'Sessions, codes and links for new passwords are left out. The archive is a gzipped tar with sums of its parts.',
  async run([file]) {
    if (!file) throw new Misused('Expected the path of the archive to write.')
    const { backup } = await import('../sql/backup.ts')
    const done = await withDatabase((database, config) =>
      backup({ database, filesDir: join(config.dataDir, 'files'), outFile: resolve(file), leaveOut }),
    )
    print(`${resolve(file)}: ${done.tables} tables, ${done.files} files. SHA-256 ${done.sha256}`)
    return 0
  },
}

const restoreCommand: CliCommand = {
  name: 'restore',
  usage: 'FILE',
  summary: 'Reads an archive into an empty installation',
  details: 'Refuses an altered or foreign archive and a database that is not empty, before it writes anything.',
  async run([file]) {
    if (!file) throw new Misused('Expected the path of the archive to read.')
    const { restore } = await import('../sql/backup-restore.ts')
    const done = await withDatabase((url, config) =>
      restore({ inFile: resolve(file), database: url, filesDir: join(config.dataDir, 'files'), leaveOut }),
    )
    print(`Restored ${done.tables} tables and ${done.files} files of ${done.madeAt}. Everybody signs in anew.`)
    return 0
  },
}

export const commands: CliCommand[] = [
  start,
  migrateCommand,
  backupCommand,
  restoreCommand,
  rescueCommand,
  tokenList,
  tokenCreate,
  tokenRevoke,
  auditVerify,
  licenseKeys,
  licenseIssue,
  licenseCheck,
  processCheck,
  processSimulate,
]
