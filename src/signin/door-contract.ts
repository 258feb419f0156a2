import { z } from 'zod'
import { type Endpoint, endpoint } from '../base/endpoint.ts'
import { nameText } from '../base/wire.ts'
import { newPasswordText, passwordRefusals, portalCode } from './contract.ts'
import { provingMethods } from './security-contract.ts'

/** What comes after a step of signing in. `in`: the session is open. No session is there before all is proved. */
export const doorAnswer = z.object({
  next: z.enum(['start', 'factor', 'enrol', 'password', 'in']),
  methods: z.array(z.enum(provingMethods)).describe('By what one can prove a second time, best first'),
  enrollable: z.array(z.enum(['passkey', 'totp'])).describe('What can be set up here'),
  email: z.string().nullable().describe('Where a code would go, hidden but for its ends'),
  recoveryCodes: z.array(z.string()).nullable().describe('Shown this once, after setting up'),
})
export type DoorAnswer = z.output<typeof doorAnswer>

/** What signing in may refuse with, whatever the way. */
export const doorRefusals = ['sign_in.refused', 'sign_in.too_many_tries', 'account.locked', 'session.too_many'] as const
const stepRefusals = [...doorRefusals, 'sign_in.start_again', 'sign_in.factor_refused', 'portal.inactive']

/** The same step at the door of portals, with the portal's cookies. */
export const atPortalDoor = <I extends z.ZodType, A extends z.ZodType>(e: Endpoint<I, A>): Endpoint<I, A> => ({
  ...e,
  path: `/portal${e.path}`,
})

/** What a browser answers for a passkey; its form is judged by the library that verifies it. */
export const credential = z.looseObject({
  id: z.string().min(1).max(2000),
  rawId: z.string().min(1).max(2000),
  type: z.literal('public-key'),
  response: z.record(z.string().max(40), z.unknown()),
})
/** What the browser is to be asked; made by the library. */
const passkeyQuestion = z.object({ options: z.record(z.string(), z.any()) })
const passkeyName = nameText(60).default('Passkey')
export const codeText = z.string().trim().min(1, 'Expected a code').max(40, 'Expected a code')
export const codeMethods = ['totp', 'email_code', 'recovery_code'] as const

const step = { side: 'public', method: 'POST', secret: true } as const

const email = z.string().trim().min(1, 'Expected an e-mail address').max(320)
const password = z.string().min(1, 'Expected a password').max(1000)

/** The same answer and time whether there is no account, no right to this side, or a wrong password. */
export const signInApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/sign-in',
  summary: 'Signs an employee in, or says what is still to be proved',
  input: z.strictObject({ email, password }),
  answer: doorAnswer,
  refusals: [...doorRefusals],
})

export const portalSignInApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/portal/sign-in',
  summary: 'Signs an external user in to a portal she belongs to, or says what is still to be proved',
  input: z.strictObject({ portal: portalCode, email, password }),
  answer: doorAnswer,
  refusals: [...doorRefusals, 'portal.inactive'],
})

export const getOpenProofApi = endpoint({
  side: 'public',
  method: 'GET',
  path: '/sign-in/proof',
  summary: 'What is still to be proved by whoever began to sign in here',
  input: z.strictObject({}),
  answer: doorAnswer,
})

export const proveFactorApi = endpoint({
  ...step,
  path: '/sign-in/proof',
  summary: 'The second step: a code of an app, from a mail, or a recovery code',
  input: z.strictObject({ method: z.enum(codeMethods), code: codeText }),
  answer: doorAnswer,
  refusals: stepRefusals,
})

export const sendProofCodeApi = endpoint({
  ...step,
  path: '/sign-in/proof/code',
  summary: 'Mails the code of the second step',
  input: z.strictObject({}),
  answer: z.null(),
  refusals: ['sign_in.start_again', 'sign_in.code_sent_just_now'],
})

export const askPasskeyApi = endpoint({
  ...step,
  path: '/sign-in/passkey/question',
  summary: 'What a passkey has to sign: as the second step, or in place of a password',
  input: z.strictObject({}),
  answer: passkeyQuestion,
})

export const askPortalPasskeyApi = endpoint({
  ...step,
  path: '/portal/sign-in/passkey/question',
  summary: 'The same at the door of a portal',
  input: z.strictObject({ portal: portalCode }),
  answer: passkeyQuestion,
})

export const provePasskeyApi = endpoint({
  ...step,
  path: '/sign-in/passkey',
  summary: 'Signs in with a passkey, which is both proofs at once',
  input: z.strictObject({ response: credential }),
  answer: doorAnswer,
  refusals: stepRefusals,
})

export const startEnrolmentApi = endpoint({
  ...step,
  path: '/sign-in/enrolment',
  summary: 'Begins to set up an authenticator app, of whom a second factor is demanded and who has none',
  input: z.strictObject({}),
  answer: z.object({ seed: z.string(), address: z.string() }),
  refusals: ['sign_in.start_again'],
})

export const finishEnrolmentApi = endpoint({
  ...step,
  path: '/sign-in/enrolment/finish',
  summary: 'Takes the first code of the app and goes on',
  input: z.strictObject({ code: codeText }),
  answer: doorAnswer,
  refusals: stepRefusals,
})

export const askNewPasskeyApi = endpoint({
  ...step,
  path: '/sign-in/enrolment/passkey/question',
  summary: 'What the browser has to be asked to make a passkey',
  input: z.strictObject({}),
  answer: passkeyQuestion,
  refusals: ['sign_in.start_again'],
})

export const enrolPasskeyApi = endpoint({
  ...step,
  path: '/sign-in/enrolment/passkey',
  summary: 'Takes the new passkey and goes on',
  input: z.strictObject({ response: credential, name: passkeyName }),
  answer: doorAnswer,
  refusals: stepRefusals,
})

export const replacePasswordApi = endpoint({
  ...step,
  path: '/sign-in/password',
  summary: 'Replaces an overdue password, as the last step of signing in',
  input: z.strictObject({ password: newPasswordText }),
  answer: doorAnswer,
  refusals: [...stepRefusals, ...passwordRefusals, 'password.same'],
})
