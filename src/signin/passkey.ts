import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Passkey } from './factor.sql.ts'

/**
 * WebAuthn Level 3 by a library. The device proves that it is the one, and that the person before it is the owner (`required`),
 * so a passkey is worth both factors. It belongs to the configured address and to no other (AT-106).
 */
const place = (baseUrl: string) => {
  const { hostname, origin } = new URL(baseUrl)
  return { hostname, origin }
}

type Owner = { id: string; name: string; account: string }

export const registrationOptions = (baseUrl: string, company: string, owner: Owner, known: Passkey[]) =>
  generateRegistrationOptions({
    rpName: company,
    rpID: place(baseUrl).hostname,
    userID: new TextEncoder().encode(owner.id),
    userName: owner.account,
    userDisplayName: owner.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports as never,
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })

export type NewPasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>

/** Undefined for whatever is not an answer to this challenge from this address. */
export async function verifiedRegistration(
  baseUrl: string,
  challenge: string,
  response: unknown,
): Promise<NewPasskey | undefined> {
  const { hostname, origin } = place(baseUrl)
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: hostname,
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports: transports ?? [] }
}

/** Without `known` every passkey of this address may answer, and says whose it is: nothing is told of anybody. */
export const authenticationOptions = (baseUrl: string, known: Passkey[] = []) =>
  generateAuthenticationOptions({
    rpID: place(baseUrl).hostname,
    userVerification: 'required',
    allowCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports as never,
    })),
  })

/** @returns what the device counted; undefined for whatever is not this passkey's answer to this challenge */
export async function verifiedAuthentication(
  baseUrl: string,
  challenge: string,
  response: unknown,
  passkey: Passkey,
): Promise<number | undefined> {
  const { hostname, origin } = place(baseUrl)
  const verified = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: hostname,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports as never,
    },
  }).catch(() => undefined)
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined
}
