import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../../docs/benchmarks.md')
const mark = '\n## People\n'

/** The two parts of docs/benchmarks.md are measured apart; writing one keeps the other. */
export async function writePart(part: 'processes and items' | 'people', text: string): Promise<void> {
  const [items = '', people = ''] = (await readFile(file, 'utf8')).split(mark)
  const parts = part === 'people' ? [items, text] : [text, people]
  await writeFile(file, parts[1] ? parts.join(mark) : parts[0]!)
}
