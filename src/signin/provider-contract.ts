import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf } from '../base/wire.ts'
import { portalCode } from './contract.ts'
import { doorAnswer, doorRefusals } from './door-contract.ts'

const provider = idOf('provider')
const step = { side: 'public', method: 'POST', secret: true } as const

/** What the browser came back with, as it stands in the address; judged by the library of the protocol. */
export const wayBack = z.string().min(1, 'Expected what the provider sent back').max(400_000)

const begin = {
  ...step,
  summary: 'Where to send the browser to sign in by a provider; it comes back once, within ten minutes',
  answer: z.object({ address: z.string() }),
  refusals: ['provider.away'],
}

export const beginAtProviderApi = endpoint({
  ...begin,
  path: '/sign-in/providers/:provider',
  input: z.strictObject({ provider }),
})

export const beginAtPortalProviderApi = endpoint({
  ...begin,
  path: '/portal/sign-in/providers/:provider',
  input: z.strictObject({ provider, portal: portalCode }),
  refusals: ['provider.away', 'portal.inactive'],
})

const finish = {
  ...step,
  summary: 'Signs in whoever is back from a provider, or says what is still to be proved',
  input: z.strictObject({ provider, answer: wayBack }),
  answer: doorAnswer,
  refusals: [
    ...doorRefusals,
    'sign_in.start_again',
    'sign_in.provider_refused',
    'sign_in.provider_declined',
    'sign_in.identity_unknown',
    'provider.away',
    'license.no_free_seat',
  ],
}

export const finishAtProviderApi = endpoint({ ...finish, path: '/sign-in/providers/:provider/finish' })
export const finishAtPortalProviderApi = endpoint({
  ...finish,
  path: '/portal/sign-in/providers/:provider/finish',
  refusals: [...finish.refusals, 'portal.inactive'],
})
