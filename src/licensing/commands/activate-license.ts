import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { type Tx, violatedConstraint } from '../../sql/database.ts'
import { activateLicenseApi } from '../contract.ts'
import { verifyLicense } from '../license-key.ts'
import { readLicense } from '../license-settings.sql.ts'
import { insertPack } from '../seat.sql.ts'

export const activateLicense = command({
  name: 'activateLicense',
  endpoint: activateLicenseApi,
  permission: 'company.administer',
  recent: true,
  target: () => ({}),
  async run({ tx, actor, note, licenseIssuer }, { key }) {
    const license = readKey(licenseIssuer, key)
    const { serial, kind, seats } = license
    const validTo = license.validTo === null ? null : new Date(license.validTo)
    await refuseElsewhereAndEnded(tx, license.installation, validTo)
    try {
      await insertPack(tx, {
        id: newId<'license_pack'>(),
        kind,
        seats,
        serial,
        plan: license.plan ?? null,
        storageGigabytes: license.storageGigabytes ?? null,
        validFrom: new Date(license.validFrom),
        validTo,
        by: personBehind(actor),
      })
    } catch (error) {
      if (violatedConstraint(error) !== 'license_packs_serial_key') throw error
      throw new Refusal(
        'conflict',
        'license.key_used',
        'Expected a new license key, but this one has been activated here already. Its seats count once.',
      )
    }
    note({ serial, kind, seats })
    await changed(tx, { topics: ['licenses'], employees: true })
    return { kind, seats, validTo }
  },
})

/** Judged by the clock of packs: a clock set back brings no ended key to life (AT-122). */
async function refuseElsewhereAndEnded(tx: Tx, installation: string | undefined, validTo: Date | null): Promise<void> {
  const here = await readLicense(tx)
  if (installation && installation !== here.installation) {
    throw new Refusal(
      'unprocessable',
      'license.key_of_other_installation',
      `Expected a license key for this installation (${here.installation}), but this one is for ${installation}. Ask for a new one and name this installation.`,
    )
  }
  if (validTo && validTo <= here.now) {
    throw new Refusal(
      'unprocessable',
      'license.key_expired',
      `Expected a license key that is still valid, but this one ended on ${validTo.toISOString().slice(0, 10)}. Ask for a new one.`,
    )
  }
}

function readKey(issuer: string | undefined, key: string) {
  if (!issuer) {
    throw new Refusal(
      'conflict',
      'license.no_issuer',
      'This installation does not know whose license keys to take. The operator sets PORTICO_LICENSE_ISSUER to the issuer’s public key.',
    )
  }
  const license = verifyLicense(issuer, key)
  if (license) return license
  throw new Refusal(
    'unprocessable',
    'license.key_invalid',
    'Expected a license key signed for this product, but its signature does not match. Copy the whole key again, or ask for a new one.',
  )
}
