import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { seatKind, seatKinds } from '../licensing/contract.ts'
import { issueLicense, type LicenseContent, verifyLicense } from '../licensing/license-key.ts'
import { type CliCommand, Misused, print } from './cli-command.ts'
import { readPublicKey } from './config.ts'

/** For whoever runs the product and sells seats: a pair of keys once, a license key for each pack. */
export const licenseKeys: CliCommand = {
  name: 'license keys',
  usage: 'FILE',
  summary: 'Makes the pair of keys that licenses are issued with (once)',
  details:
    'Writes the private key to FILE, readable by you alone, and prints the public one for PORTICO_LICENSE_ISSUER.',
  async run([file]) {
    if (!file) throw new Misused('Expected the path of the file to write the private key to.')
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const path = resolve(file)
    await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 }).catch(
      (error: NodeJS.ErrnoException) => {
        throw new Misused(
          error.code === 'EEXIST'
            ? `${path} exists; a private key is never overwritten.`
            : `Expected to write ${path}, but: ${error.message}.`,
        )
      },
    )
    await chmod(path, 0o600)
    print(publicKey.export({ type: 'spki', format: 'pem' }).toString().trim())
    return 0
  },
}

export const licenseIssue: CliCommand = {
  name: 'license issue',
  usage:
    '--key FILE --kind KIND --seats N --to NAME [--from YYYY-MM-DD] [--until YYYY-MM-DD] [--installation ID] [--plan NAME] [--storage GB] [--serial TEXT]',
  summary: 'Issues a license key, to be activated in Administration → Licenses',
  details: `KIND is one of ${seatKinds.join(', ')}. With --installation (shown in Administration → Licenses) the key works there only.`,
  options: Object.fromEntries(
    ['key', 'kind', 'seats', 'to', 'from', 'until', 'installation', 'plan', 'storage', 'serial'].map((name) => [
      name,
      { type: 'string' as const },
    ]),
  ),
  async run(_, given) {
    const text = (name: string): string | undefined =>
      given[name] === undefined ? undefined : String(given[name]).trim()
    const file = text('key')
    if (!file) throw new Misused('--key: expected the file of the private key.')
    const kind = seatKind.safeParse(text('kind')).data
    if (!kind) throw new Misused(`--kind: expected ${seatKinds.join(', ')}; found ${text('kind')}.`)
    const issuedTo = text('to')
    if (!issuedTo) throw new Misused('--to: expected the name of the company.')
    const installation = text('installation')
    if (installation && !z.uuid().safeParse(installation).success)
      throw new Misused(`--installation: expected the id that Administration → Licenses shows, found ${installation}.`)
    const serial = text('serial') ?? randomUUID()
    if (!/^[\w-]{8,100}$/.test(serial))
      throw new Misused(`--serial: expected 8 to 100 letters, digits, - or _; found ${serial}.`)
    const license: LicenseContent = {
      serial,
      kind,
      seats: wholeNumber('--seats', text('seats')),
      issuedTo,
      validFrom: (day('--from', text('from'), 'T00:00:00Z') ?? new Date()).toISOString(),
      validTo: day('--until', text('until'), 'T23:59:59Z')?.toISOString() ?? null,
      ...(installation && { installation }),
      ...(text('plan') && { plan: text('plan')! }),
      ...(text('storage') !== undefined && { storageGigabytes: wholeNumber('--storage', text('storage')) }),
    }
    print(issueLicense(await privateKeyIn(file), license))
    return 0
  },
}

function wholeNumber(option: string, text: string | undefined): number {
  if (/^[1-9]\d{0,5}$/.test(text ?? '')) return Number(text)
  throw new Misused(`${option}: expected a number from 1 to 999999, found ${text}.`)
}

function day(option: string, text: string | undefined, time: string): Date | undefined {
  if (text === undefined) return undefined
  const date = new Date(`${text}${time}`)
  // 2027-02-30 is read as the second of March; a date that is not written as it was read is none.
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return date
  throw new Misused(`${option}: expected a date such as 2027-12-31, found ${text}.`)
}

const privateKeyIn = (file: string): Promise<string> =>
  readFile(resolve(file), 'utf8').catch((error: Error) => {
    throw new Misused(`Expected to read ${file}, but: ${error.message}.`)
  })

export const licenseCheck: CliCommand = {
  name: 'license check',
  usage: 'KEY [--issuer FILE]',
  summary: 'Says what a license key holds and whether this issuer has signed it',
  details:
    'KEY is the key itself or a file with it. The issuer is FILE, or PORTICO_LICENSE_ISSUER. Exit code 1 for a key of somebody else, or one that has ended.',
  options: { issuer: { type: 'string' } },
  async run([given], { issuer }) {
    if (!given) throw new Misused('Expected a license key, or the file that holds one.')
    const source = issuer === undefined ? process.env.PORTICO_LICENSE_ISSUER : String(issuer)
    if (!source)
      throw new Misused('--issuer: expected the file of the public key, or PORTICO_LICENSE_ISSUER to be set.')
    const key = given.includes('.') && !existsSync(given) ? given : await readFile(given, 'utf8').catch(() => given)
    const license = verifyLicense(await readPublicKey(source), key)
    if (!license) {
      print('Not a license key of this issuer, or altered.')
      return 1
    }
    for (const [name, value] of Object.entries(license)) print(`${name.padEnd(18)}${value ?? 'no end'}`)
    const isOver = license.validTo !== null && new Date(license.validTo) <= new Date()
    if (isOver) print('It has ended.')
    return isOver ? 1 : 0
  },
}
