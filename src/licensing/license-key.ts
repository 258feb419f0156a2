import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { seatKind } from './contract.ts'

/**
 * A license key is two base64url parts joined by a dot: the JSON of what was bought, and its Ed25519 signature
 * (RFC 8032). The installation holds the issuer's public key only, so it can check keys and never make one.
 */
const licenseContent = z.strictObject({
  serial: z.string().regex(/^[\w-]{8,100}$/),
  kind: seatKind,
  seats: z.int().min(1).max(1_000_000),
  issuedTo: z.string().max(200),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime().nullable(),
  /** The only installation the key is for; any when missing. */
  installation: z.uuid().optional(),
  /** Name of the service plan bought with it, and the disk for files. */
  plan: z.string().trim().min(1).max(100).optional(),
  storageGigabytes: z.int().min(1).max(1_000_000).optional(),
})
export type LicenseContent = z.infer<typeof licenseContent>

/** @param privateKey Ed25519, PEM (PKCS #8) */
export function issueLicense(privateKey: string, license: LicenseContent): string {
  const content = Buffer.from(JSON.stringify(licenseContent.parse(license)))
  const signature = sign(null, content, createPrivateKey(privateKey))
  return `${content.toString('base64url')}.${signature.toString('base64url')}`
}

/**
 * What a key says, or null when it was not signed by this issuer, was altered, or cannot be read.
 *
 * @param publicKey Ed25519, PEM (SPKI)
 */
export function verifyLicense(publicKey: string, key: string): LicenseContent | null {
  const [content, signature, ...more] = key.trim().split('.')
  if (!content || !signature || more.length > 0) return null
  const bytes = Buffer.from(content, 'base64url')
  // Decoding forgives signs that do not belong; a key that is not written as it was issued is not one.
  if (bytes.toString('base64url') !== content) return null
  if (!verify(null, bytes, createPublicKey(publicKey), Buffer.from(signature, 'base64url'))) return null
  return licenseContent.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null
}
