import type { Translate } from '../../ui/language.ts'
import type { TokenShape } from '../tokens-contract.ts'

/** What a token may, in one line: "Reads and writes · Service desk". */
export function reachWords({ access, administers, workspaces }: TokenShape, t: Translate): string {
  const where = workspaces ? workspaces.map(({ name }) => name).join(', ') : t('All workspaces')
  return [access === 'write' ? t('Reads and writes') : t('Reads only'), where, administers && t('administers')]
    .filter(Boolean)
    .join(' · ')
}
