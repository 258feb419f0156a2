import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CliCommand } from './cli-command.ts'
import { Misused, print } from './cli-command.ts'
import { readConfig, variables } from './config.ts'

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
    const config = readConfig(process.env)
    const [{ start: startPortico }, { readScreens }] = await Promise.all([import('./start.ts'), import('./screens.ts')])
    const screens = readScreens(resolve(import.meta.dirname, '../../dist/web'))
    const running = await startPortico(config, screens)
    print(`\n  Portico is ready at ${running.address}\n  Stop it with Ctrl+C.\n`)
    return runUntilSignal(running.stop)
  },
}

/** A database for one command of the command line: the given one, or the embedded one for as long as it takes. */
async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  if (config.databaseUrl) return work(config.databaseUrl)
  const { startEmbedded } = await import('../sql/embedded.ts')
  const embedded = await startEmbedded({ dataDir: config.dataDir, bin: config.postgresBin, log: () => undefined })
  try {
    return await work(embedded.url)
  } finally {
    await embedded.stop()
  }
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

export const commands: CliCommand[] = [start, migrateCommand, processCheck, processSimulate]
