import { randomBytes, randomUUID } from 'node:crypto'
import { access, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { secretKeyBytes } from '../base/secret-box.ts'
import { CannotStart, onDisk, systemCode } from '../sql/cannot-start.ts'

type Place = { dataDir: string; secretKey: string | undefined }

/**
 * The key that secrets in the database are sealed with: from the environment, else from `secret.key` in the data
 * folder, made at the first start. It stands outside the database and its backups on purpose.
 */
export async function readSecretKey({ dataDir, secretKey }: Place): Promise<Buffer> {
  if (secretKey) return decoded(secretKey, 'PORTICO_SECRET_KEY')
  return onDisk(`data folder ${dataDir}`, () => fromFile(dataDir))
}

async function fromFile(dataDir: string): Promise<Buffer> {
  const file = join(dataDir, 'secret.key')
  await mkdir(dataDir, { recursive: true })
  await access(file).catch(() => makeKey(file))
  return decoded(await readFile(file, 'utf8'), file)
}

/** Under its name only once it is whole: two processes that start at once must end with the same key. */
async function makeKey(file: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  await handle.writeFile(randomBytes(secretKeyBytes).toString('base64'))
  await handle.sync()
  await handle.close()
  await link(draft, file).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error
  })
  await rm(draft)
}

function decoded(text: string, from: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === secretKeyBytes) return key
  throw new CannotStart(
    'configurationWrong',
    `${from}: expected ${secretKeyBytes} random bytes in base64, found ${key.length} bytes. Make some with: openssl rand -base64 ${secretKeyBytes}`,
  )
}
