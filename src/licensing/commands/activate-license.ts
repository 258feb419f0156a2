import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { activateLicenseApi } from '../contract.ts'
import { verifyLicense } from '../license-key.ts'
import { insertPack } from '../seat.sql.ts'

export const activateLicense = command({
  name: 'activateLicense',
  endpoint: activateLicenseApi,
  permission: 'company.administer',
  recent: true,
  target: () => ({}),
  async run({ tx, actor, now, note, licenseIssuer }, { key }) {
    const { serial, kind, seats, ...license } = readKey(licenseIssuer, key)
    const validTo = license.validTo === null ? null : new Date(license.validTo)
    if (validTo && validTo <= now) {
      throw new Refusal(
        'unprocessable',
        'license.key_expired',
        `Expected a license key that is still valid, but this one ended on ${validTo.toISOString().slice(0, 10)}. Ask for a new one.`,
      )
    }
    const validFrom = new Date(license.validFrom)
    try {
      await insertPack(tx, {
        id: newId<'license_pack'>(),
        kind,
        seats,
        serial,
        validFrom,
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
