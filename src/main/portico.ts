import { parseArgs } from 'node:util'
import { CannotStart } from '../sql/cannot-start.ts'
import { complain, Misused, print } from './cli-command.ts'
import { commands } from './command-line.ts'

/**
 * The command line. What it cannot do is said in a sentence with an exit code of its own; a stack is shown only for
 * bugs.
 */
async function main(args: string[]): Promise<number> {
  const found = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word))
  if (!found) return overview(args)
  const rest = args.slice(found.name.split(' ').length)
  if (rest.includes('--help') || rest.includes('-h')) {
    print(`portico ${found.name} ${found.usage}\n\n${found.summary}${found.details ? `\n\n${found.details}` : ''}`)
    return 0
  }
  try {
    const { values, positionals } = parseArgs({ args: rest, options: found.options ?? {}, allowPositionals: true })
    return await found.run(positionals, values as Record<string, string | boolean | undefined>)
  } catch (error) {
    if (error instanceof CannotStart) {
      complain(error.message)
      return error.exitCode
    }
    if (
      error instanceof Misused ||
      (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    ) {
      complain(`${error.message}\nportico ${found.name} ${found.usage}\nSee: portico ${found.name} --help`)
      return 2
    }
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}

function overview(args: string[]): number {
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length)) + 2
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(width)}${summary}`)
  const text = `portico COMMAND\n\n${lines.join('\n')}\n\nportico COMMAND --help tells more of one.`
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help') {
    print(text)
    return 0
  }
  complain(`There is no command “${args.join(' ')}”.\n\n${text}`)
  return 2
}

process.exitCode = await main(process.argv.slice(2))
