import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText } from '../base/wire.ts'
import { newPasswordText, passwordRefusals } from './contract.ts'
import { codeText, credential } from './door-contract.ts'
import { factorKinds, provingMethods } from './security-contract.ts'

/** All of these are on both sides: as they stand for employees, `forPortal(…)` for external users. */
const mine = { side: 'employee', secret: true } as const
const recoveryCodes = z.array(z.string()).describe('Shown this once; empty when there are some already')
const question = z.object({ options: z.record(z.string(), z.any()) })
const passkey = idOf('passkey')
const nothing = z.strictObject({})
const factorRefusals = ['sign_in.factor_refused', 'sign_in.start_again', 'sign_in.too_many_tries']

export const factorsShape = z.object({
  app: z.boolean(),
  emailCode: z.boolean(),
  passkeys: z.array(z.object({ id: passkey, name: z.string(), createdAt: z.date(), lastUsedAt: z.date().nullable() })),
  recoveryCodes: z.int().describe('How many are left'),
  isDemanded: z.boolean().describe('Of this person a second factor is demanded'),
  allowed: z.array(z.enum(factorKinds)).describe('What can be set up'),
})

export const getMyFactorsApi = endpoint({
  ...mine,
  method: 'GET',
  path: '/me/factors',
  summary: 'How one proves who one is',
  input: nothing,
  answer: factorsShape.extend({
    passwordSetAt: z.date().nullable().describe('null: there is none here'),
    passwordAdvice: z.enum(['below_rules', 'overdue']).nullable().describe('Why it should be changed'),
  }),
})

export const startAppFactorApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/factors/app',
  summary: 'Begins to set up an authenticator app',
  input: nothing,
  answer: z.object({ seed: z.string(), address: z.string() }),
  refusals: ['factor.not_offered'],
})

export const finishAppFactorApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/factors/app/finish',
  summary: 'Takes the first code of the app; from now on it is asked for at sign-in',
  input: z.strictObject({ code: codeText }),
  answer: z.object({ recoveryCodes }),
  refusals: factorRefusals,
})

export const addMailFactorApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/factors/mail',
  summary: 'Takes a mailed code; from now on one is asked for at sign-in',
  input: z.strictObject({ code: codeText }),
  answer: z.object({ recoveryCodes }),
  refusals: [...factorRefusals, 'factor.not_offered'],
})

export const removeFactorApi = endpoint({
  ...mine,
  method: 'DELETE',
  path: '/me/factors/:kind',
  summary: 'Removes the app, or codes by mail',
  input: z.strictObject({ kind: z.enum(['app', 'mail']) }),
  answer: z.null(),
  refusals: ['factor.last_one'],
})

export const renewRecoveryCodesApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/recovery-codes',
  summary: 'Ten new recovery codes; the old ones are void',
  input: nothing,
  answer: z.object({ recoveryCodes }),
  refusals: ['factor.none'],
})

export const askAddedPasskeyApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/passkeys/question',
  summary: 'What the browser has to be asked to make a passkey',
  input: nothing,
  answer: question,
  refusals: ['factor.not_offered'],
})

export const addPasskeyApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/passkeys',
  status: 201,
  summary: 'Takes the new passkey; from now on it is a way to sign in',
  input: z.strictObject({ response: credential, name: nameText(60) }),
  answer: z.object({ recoveryCodes }),
  refusals: factorRefusals,
})

export const renamePasskeyApi = endpoint({
  ...mine,
  method: 'PATCH',
  path: '/me/passkeys/:passkey',
  summary: 'Names a passkey anew',
  input: z.strictObject({ passkey, name: nameText(60) }),
  answer: z.null(),
})

export const removePasskeyApi = endpoint({
  ...mine,
  method: 'DELETE',
  path: '/me/passkeys/:passkey',
  summary: 'Removes a passkey',
  input: z.strictObject({ passkey }),
  answer: z.null(),
  refusals: ['factor.last_one'],
})

export const changePasswordApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/password',
  summary: 'Changes one’s own password and ends every other session',
  input: z.strictObject({ password: z.string().min(1, 'Expected a password').max(1000), newPassword: newPasswordText }),
  answer: z.object({ sessionsEnded: z.int() }),
  refusals: ['password.wrong', 'password.same', 'sign_in.too_many_tries', ...passwordRefusals],
})

export const endOtherSessionsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/sessions/end-others',
  summary: 'Ends every session of one’s own but this one',
  input: nothing,
  answer: z.object({ sessionsEnded: z.int() }),
})

// A proof given again, for operations that want a recent one (`session.proof_needed`).

export const proofMethods = ['password', ...provingMethods] as const

export const getProofMethodsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/session/proof',
  summary: 'By what one can prove again who one is, best first; none: only by signing in anew',
  input: nothing,
  answer: z.object({ methods: z.array(z.enum(proofMethods)) }),
})

export const proveIdentityApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/session/proof',
  summary: 'Proves again who one is; for five minutes then, operations that want a recent proof are open',
  input: z.strictObject({
    method: z.enum(['password', 'totp', 'email_code', 'recovery_code']),
    secret: z.string().min(1, 'Expected an entry').max(1000),
  }),
  answer: z.object({ provedAt: z.date() }),
  refusals: ['session.proof_refused', 'sign_in.too_many_tries'],
})

export const sendMyCodeApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/session/proof/code',
  summary: 'Mails a code to one’s own address: to prove who one is, or to set codes by mail up',
  input: nothing,
  answer: z.null(),
  refusals: ['sign_in.code_sent_just_now', 'factor.not_offered'],
})

export const askMyPasskeyApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/session/proof/passkey/question',
  summary: 'What one’s passkey has to sign',
  input: nothing,
  answer: question,
})

export const proveIdentityByPasskeyApi = endpoint({
  ...mine,
  method: 'POST',
  path: '/session/proof/passkey',
  summary: 'Proves again who one is, by a passkey',
  input: z.strictObject({ response: credential }),
  answer: z.object({ provedAt: z.date() }),
  refusals: ['session.proof_refused'],
})

// For administrators.

export const getFactorsOfUserApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/factors',
  summary: 'How a person proves who she is; employees and external users alike',
  input: z.strictObject({ user: idOf('user') }),
  answer: factorsShape.extend({
    password: z.object({
      isSet: z.boolean(),
      isElsewhere: z.boolean().describe('A directory says whether it is right'),
      setAt: z.date().nullable(),
      advice: z
        .enum(['below_rules', 'overdue', 'must_change'])
        .nullable()
        .describe('must_change: asked for a new one before coming in'),
    }),
  }),
})

export const removeFactorsOfUserApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/factors/remove',
  summary: 'Removes every second factor and passkey of a person who has lost them; she is told by mail',
  input: z.strictObject({ user: idOf('user') }),
  answer: z.object({ removed: z.int() }),
})
