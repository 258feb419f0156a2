import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { MailSettings } from '../mail/mail-settings.ts'
import { CannotStart } from '../sql/cannot-start.ts'
import { defaultDataDir } from '../sql/embedded-owner.ts'

/**
 * Everything read from the environment, in one place, checked at start. The README's table is made of `describe`.
 * Nothing else reads `process.env`.
 */
const schema = z.object({
  PORTICO_DATA: z
    .string()
    .optional()
    .describe('Folder of the embedded database and the uploaded files (default: data below the current folder)'),
  PORTICO_PORT: z.coerce.number().int().min(1).max(65_535).default(4100).describe('Port to listen on'),
  PORTICO_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on; a reverse proxy with TLS stands before it'),
  PORTICO_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address people reach Portico by, https or localhost; links in mails and the check of origins use it (default: http://localhost:<port>)',
    ),
  PORTICO_TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe(
      'Addresses or networks of reverse proxies whose X-Forwarded-For is believed, separated by commas (default: none)',
    ),
  DATABASE_URL: z
    .string()
    .startsWith('postgres')
    .optional()
    .describe('PostgreSQL 15 or later to use instead of the embedded one'),
  PORTICO_POSTGRES_BIN: z
    .string()
    .optional()
    .describe('Folder of `initdb` and `postgres` to use for the embedded database'),
  PORTICO_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional()
    .describe(
      'Mail server, such as smtps://user:password@mail.example.com; goes before the one set in Administration → Mail',
    ),
  PORTICO_MAIL_FROM: z.string().default('Portico <portico@localhost>').describe('Sender of mails'),
  PORTICO_SECRET_KEY: z
    .string()
    .optional()
    .describe(
      'Key that passwords of servers and seeds of second factors are sealed with: 32 random bytes in base64, the same for all processes (default: secret.key in the data folder)',
    ),
  PORTICO_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged, as JSON lines, to standard error'),
  PORTICO_WORKER: z
    .enum(['yes', 'no'])
    .default('yes')
    .describe('Whether this process also works on background jobs (mail, sweeps)'),
  PORTICO_LICENSE_ISSUER: z
    .string()
    .optional()
    .describe('Public key of whoever issues license keys (`portico license keys`): PEM, or the file that holds it'),
})

export type Config = {
  dataDir: string
  port: number
  host: string
  baseUrl: string
  trustedProxies: string[]
  databaseUrl: string | undefined
  postgresBin: string | undefined
  /** From the environment; null: what is set in Administration → Mail. */
  mail: MailSettings
  secretKey: string | undefined
  log: z.output<typeof schema>['PORTICO_LOG']
  worker: boolean
  licenseIssuer: string | undefined
}

/** Name, default and meaning of each variable, for `portico start --help` and the README. */
export const variables = Object.entries(schema.shape).map(([name, type]) => ({
  name,
  meaning: type.description ?? '',
  fallback: type instanceof z.ZodDefault ? String(type.def.defaultValue) : '',
}))

/** @throws CannotStart naming each variable that is wrong, what was expected and what was found. */
export async function readConfig(environment: Record<string, string | undefined>): Promise<Config> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in schema.shape && value !== ''),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `  ${name} = ${JSON.stringify(given[name])}: ${issue.message}. ${schema.shape[name as keyof typeof schema.shape].description}.`
    })
    throw new CannotStart('configurationWrong', `The configuration cannot be used:\n${wrong.join('\n')}`)
  }
  const env = parsed.data
  const baseUrl = (env.PORTICO_URL ?? `http://localhost:${env.PORTICO_PORT}`).replace(/\/+$/, '')
  refusePlainHttp(baseUrl)
  return {
    dataDir: env.PORTICO_DATA ? resolve(env.PORTICO_DATA) : await defaultDataDir(resolve('data')),
    port: env.PORTICO_PORT,
    host: env.PORTICO_HOST,
    baseUrl,
    trustedProxies: env.PORTICO_TRUSTED_PROXIES.split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    databaseUrl: env.DATABASE_URL,
    postgresBin: env.PORTICO_POSTGRES_BIN,
    mail: env.PORTICO_SMTP_URL
      ? { server: { url: env.PORTICO_SMTP_URL }, from: env.PORTICO_MAIL_FROM, replyTo: null }
      : null,
    secretKey: env.PORTICO_SECRET_KEY,
    log: env.PORTICO_LOG,
    worker: env.PORTICO_WORKER === 'yes',
    licenseIssuer: env.PORTICO_LICENSE_ISSUER && (await readPublicKey(env.PORTICO_LICENSE_ISSUER)),
  }
}

/** A PEM, perhaps on one line with \\n in it as environments like, or the path of one. */
export async function readPublicKey(given: string): Promise<string> {
  const text = given.includes('BEGIN') ? given.replaceAll('\\n', '\n') : await readFile(given, 'utf8').catch(() => '')
  try {
    return createPublicKey(text).export({ type: 'spki', format: 'pem' }).toString()
  } catch (error) {
    throw new CannotStart(
      'configurationWrong',
      'PORTICO_LICENSE_ISSUER: expected a public key (PEM, or the file that holds one), but found none. Take what "portico license keys" printed.',
      { cause: error },
    )
  }
}

/** Session cookies are Secure; browsers send those over plain http to this machine only. */
function refusePlainHttp(baseUrl: string): void {
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]') return
  throw new CannotStart(
    'configurationWrong',
    `PORTICO_URL = ${baseUrl}: expected https, or http on localhost. Over plain http nobody could stay signed in, because session cookies are sent over secure connections only. Put a reverse proxy with TLS before Portico.`,
  )
}
