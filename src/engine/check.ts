import type { Definition } from './definition.ts'
import type { Finding } from './parse/finding.ts'
import { parseDefinition } from './parse/parse-definition.ts'
import { simulate } from './simulate.ts'

/** What a check tells: with any refusal the file cannot be deployed. */
export type Checked = { refusals: Finding[]; warnings: Finding[] }

/** Runs enough to meet each way of a decision in most diagrams, and few enough to answer while someone draws. */
const runs = 50

/** Reads the file, then plays it: a gateway that can wait for ever shows only when the process runs. */
export async function checkFile(file: string | Uint8Array): Promise<Checked> {
  const parsed = await parseDefinition(file)
  if ('refusals' in parsed) return parsed
  return { refusals: [], warnings: [...parsed.warnings, ...playedWarnings(parsed.definition)] }
}

/** Only what no choice of values explains: played values are made up, so a condition that fails on them proves nothing. */
function playedWarnings(definition: Definition): Finding[] {
  const found = new Map<string, Finding>()
  for (let seed = 1; seed <= runs; seed += 1) {
    for (const { code, element, message } of simulate(definition, seed).instance.incidents) {
      if (code !== 'process.deadlock' && code !== 'process.endless_loop') continue
      const name = definition.elements[element]?.name ?? null
      found.set(`${code} ${element}`, { code, element, name, reason: `Played with seed ${seed}: ${message}` })
    }
  }
  return [...found.values()]
}
