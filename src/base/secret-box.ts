import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Keeps what has to be read again but must not be readable in the database or a backup: the password of the mail
 * server, the seed of a second factor. AES-256-GCM (NIST SP 800-38D) under one key of the installation.
 */
export type SecretBox = {
  /** `purpose` names the place it is kept in; sealed for one place it does not open in another. */
  seal(text: string, purpose: string): Buffer
  /** Undefined when it was altered, belongs to another place, or was sealed under another key. */
  open(sealed: Buffer, purpose: string): string | undefined
}

export const secretKeyBytes = 32
const nonceBytes = 12
const tagBytes = 16

export function openSecretBox(key: Buffer): SecretBox {
  if (key.length !== secretKeyBytes) throw new Error(`Expected a key of ${secretKeyBytes} bytes, found ${key.length}`)
  return {
    seal(text, purpose) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), content])
    },
    open(sealed, purpose) {
      if (sealed.length < nonceBytes + tagBytes) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        const content = decipher.update(sealed.subarray(nonceBytes + tagBytes))
        return Buffer.concat([content, decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
