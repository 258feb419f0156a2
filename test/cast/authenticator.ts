import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/**
 * A passkey device in software: it makes real P-256 keys and signs as WebAuthn Level 3 says, so that the server's checks
 * are tried with real answers, and with answers that are wrong in one place only.
 */
export type Question = { challenge: string; rpId?: string; rp?: { id?: string }; user?: { id: string } }

export type Lies = {
  challenge?: string
  origin?: string
  rpId?: string
  /** The device did not check who holds it. */
  unverified?: boolean
  counter?: number
  /** Signed by another key. */
  stranger?: boolean
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()
const written = (data: Buffer): string => data.toString('base64url')

/** As much of CBOR (RFC 8949) as a device writes: small numbers, bytes, texts, maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  const entries = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, of]) => [cbor(key), cbor(of)])])
}

function head(kind: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(kind << 5) | count])
  if (count < 256) return Buffer.from([(kind << 5) | 24, count])
  return Buffer.from([(kind << 5) | 25, count >> 8, count & 255])
}

export class Authenticator {
  readonly id = randomBytes(32)
  counter = 0
  private readonly key: KeyObject
  private readonly point: { x: Buffer; y: Buffer }
  private readonly origin: string

  constructor(origin: string) {
    this.origin = origin
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x, y } = publicKey.export({ format: 'jwk' })
    this.key = privateKey
    this.point = { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') }
  }

  /** The answer to `navigator.credentials.create`. */
  make(question: Question, lies: Lies = {}) {
    const client = this.client('webauthn.create', question, lies)
    const cose = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, this.point.x],
      [-3, this.point.y],
    ])
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cbor(cose)])
    const authData = Buffer.concat([this.authenticatorData(question.rp?.id ?? 'localhost', lies, 0x40), attested])
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    )
    return this.answer({
      clientDataJSON: written(client),
      attestationObject: written(attestation),
      transports: ['internal'],
    })
  }

  /** The answer to `navigator.credentials.get`. */
  sign(question: Question, lies: Lies = {}) {
    const client = this.client('webauthn.get', question, lies)
    const authData = this.authenticatorData(question.rpId ?? 'localhost', lies, 0)
    const key = lies.stranger ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.key
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), key)
    return this.answer({
      clientDataJSON: written(client),
      authenticatorData: written(authData),
      signature: written(signature),
    })
  }

  private answer(response: Record<string, unknown>) {
    const id = written(this.id)
    return { id, rawId: id, type: 'public-key' as const, response, clientExtensionResults: {} }
  }

  private client(type: string, { challenge }: Question, lies: Lies): Buffer {
    const origin = lies.origin ?? this.origin
    return Buffer.from(JSON.stringify({ type, challenge: lies.challenge ?? challenge, origin, crossOrigin: false }))
  }

  private authenticatorData(rpId: string, lies: Lies, flags: number): Buffer {
    this.counter = lies.counter ?? this.counter + 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    // User present, and verified unless the device lies.
    const present = flags | 0x01 | (lies.unverified ? 0 : 0x04)
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([present]), counter])
  }
}
