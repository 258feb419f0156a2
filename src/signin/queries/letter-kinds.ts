import type { Place } from '../../base/mail-template.ts'
import {
  addressInUse,
  confirmationCode,
  employeeInvitation,
  freshInvitationAsked,
  type Letter,
  noFreeSeat,
  passwordChanged,
  passwordOverdue,
  passwordReset,
  proofCode,
  signInPaused,
} from '../letters.ts'

export type LetterKind = {
  places: readonly Place[]
  /** What stands in the places of a preview. */
  sample: Readonly<Record<string, string>>
  write: (facts: (name: string) => string) => Letter
}

const may = (name: string): Place => ({ name, isNeeded: false })
const must = (name: string): Place => ({ name, isNeeded: true })
const nowhere = 'https://portico.example'

/** Kinds of mails that a company may put into its own words. Those that warn of the supervisor's power are not among them. */
export const letterKinds = {
  invitation: {
    places: [may('company'), may('inviter')],
    sample: { company: 'Larkfield', inviter: 'Lena Fischer' },
    write: (of) => employeeInvitation(of('company'), of('inviter'), nowhere),
  },
  confirmation_code: {
    places: [may('portal'), must('code')],
    sample: { portal: 'Service desk', code: '271828' },
    write: (of) => confirmationCode(of('portal'), of('code')),
  },
  proof_code: { places: [must('code')], sample: { code: '271828' }, write: (of) => proofCode(of('code')) },
  address_in_use: {
    places: [may('portal')],
    sample: { portal: 'Service desk' },
    write: (of) => addressInUse(of('portal')),
  },
  password_reset: { places: [], sample: {}, write: () => passwordReset(nowhere) },
  password_changed: { places: [], sample: {}, write: () => passwordChanged() },
  password_overdue: { places: [], sample: {}, write: () => passwordOverdue() },
  sign_in_paused: { places: [may('name')], sample: { name: 'Kevin Hale' }, write: (of) => signInPaused(of('name')) },
  fresh_invitation_asked: {
    places: [may('name'), may('what')],
    sample: { name: 'Dana Whitfield', what: 'Service desk' },
    write: (of) => freshInvitationAsked(of('name'), of('what'), nowhere),
  },
  no_free_seat: {
    places: [may('name')],
    sample: { name: 'Dana Whitfield' },
    write: (of) => noFreeSeat(of('name'), nowhere),
  },
} as const satisfies Record<string, LetterKind>

/** Portico's own words of a kind, with its places as they are written in own ones. */
export function standardText(kind: keyof typeof letterKinds, language: 'en' | 'ru') {
  const { subject, paragraphs, label } = letterKinds[kind].write((name) => `{{${name}}}`)[language]
  return { subject, body: paragraphs.join('\n\n'), button: label ?? null }
}
