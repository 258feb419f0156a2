import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { issueLicense } from '../licensing/license-key.ts'
import { type CliCommand, Misused, print } from './cli-command.ts'

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
  usage: '--key FILE --kind named|external --seats N --to NAME [--until YYYY-MM-DD] [--serial TEXT]',
  summary: 'Issues a license key, to be activated in Administration → Licenses',
  options: {
    key: { type: 'string' },
    kind: { type: 'string' },
    seats: { type: 'string' },
    to: { type: 'string' },
    until: { type: 'string' },
    serial: { type: 'string' },
  },
  async run(_, { key, kind, seats, to, until, serial }) {
    if (typeof key !== 'string') throw new Misused('--key: expected the file of the private key.')
    if (kind !== 'named' && kind !== 'external')
      throw new Misused(`--kind: expected named or external, found ${String(kind)}.`)
    if (!/^[1-9]\d{0,5}$/.test(String(seats)))
      throw new Misused(`--seats: expected a number from 1 to 999999, found ${String(seats)}.`)
    if (typeof to !== 'string' || !to.trim()) throw new Misused('--to: expected the name of the company.')
    const end = until === undefined ? null : new Date(`${String(until)}T23:59:59Z`)
    if (end && Number.isNaN(end.getTime()))
      throw new Misused(`--until: expected a date such as 2027-12-31, found ${String(until)}.`)
    const privateKey = await readFile(resolve(key), 'utf8').catch((error: Error) => {
      throw new Misused(`Expected to read ${key}, but: ${error.message}.`)
    })
    print(
      issueLicense(privateKey, {
        serial: typeof serial === 'string' ? serial : randomUUID(),
        kind,
        seats: Number(seats),
        issuedTo: to.trim(),
        validFrom: new Date().toISOString(),
        validTo: end ? end.toISOString() : null,
      }),
    )
    return 0
  },
}
