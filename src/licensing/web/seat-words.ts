import type { Translate } from '../../ui/language.ts'
import type { SeatKind } from '../contract.ts'

export const kindWords = (kind: SeatKind, t: Translate): string =>
  kind === 'named' ? t('Named seats') : t('External seats')

export const kindSentence = (kind: SeatKind, t: Translate): string =>
  kind === 'named'
    ? t('One for each active or invited employee.')
    : t('One for each external user who has registered. Locking an account frees its seat.')
