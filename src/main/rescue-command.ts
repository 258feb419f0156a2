import { links } from '../base/employee-links.ts'
import { asSystem } from './as-system.ts'
import { type CliCommand, print } from './cli-command.ts'

export const rescueCommand: CliCommand = {
  name: 'rescue',
  usage: '',
  summary: 'Prints a link by which the System supervisor gets back in without any factor left',
  details:
    'For a supervisor who has lost device, recovery codes and perhaps the password. The link works once, for 15 minutes,\n' +
    'while Portico runs. It sets a new password, removes second factors and passkeys, and ends every session and API token.\n' +
    'The audit keeps it, and the supervisor and all administrators are told by mail. Give the link to nobody else.',
  run: () =>
    asSystem('portico rescue', async ({ config, perform }) => {
      const { startRescue } = await import('../signin/commands/rescue-supervisor.ts')
      const made = (await perform(startRescue, {})) as { fullName: string; email: string | null; token: string }
      print(
        `${made.fullName} (${made.email ?? 'without an address'}), the System supervisor, opens this link within 15 minutes:\n\n  ${config.baseUrl}${links.rescue({ token: made.token })}\n`,
      )
      return 0
    }),
}
