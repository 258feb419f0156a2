import type { Translate } from '../../ui/language.ts'
import type { SeatKind } from '../contract.ts'

export const kindWords = (kind: SeatKind, t: Translate): string =>
  ({
    named: t('Named seats'),
    concurrent: t('Concurrent seats'),
    external: t('External seats'),
    'solution:crm': t('Seats of the CRM solution'),
    'solution:projects': t('Seats of the Projects solution'),
  })[kind]

export const kindSentence = (kind: SeatKind, shares: boolean, t: Translate): string =>
  ({
    named: shares
      ? t('One for each of the Privileged users, and one for the System supervisor.')
      : t('One for each active or invited employee.'),
    concurrent: t('One for each employee who is signed in and holds no named seat.'),
    external: t('One for each external user who has registered. Locking an account frees its seat.'),
    'solution:crm': t('One for each member of the group CRM solution users.'),
    'solution:projects': t('One for each member of the group Projects solution users.'),
  })[kind]

/** What no free seat means to whoever reads it. */
export const nobodyMore = (kind: SeatKind, t: Translate): string =>
  ({
    named: t('Nobody else can be invited. Lock an account or activate a license key.'),
    concurrent: t('Nobody else can sign in until somebody signs out. Activate a license key to have more at once.'),
    external: t('Nobody else can register. Lock an account or activate a license key.'),
    'solution:crm': t('Nobody else can join the group. Take somebody out or activate a license key.'),
    'solution:projects': t('Nobody else can join the group. Take somebody out or activate a license key.'),
  })[kind]
