import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf } from '../base/wire.ts'
import { portalCode } from './contract.ts'
import { wayBack } from './provider-contract.ts'

const [provider, identity, user] = [idOf('provider'), idOf('identity'), idOf('user')]

const identityShape = z.object({
  id: identity,
  provider,
  providerName: z.string(),
  isEnabled: z.boolean().describe('Whether the provider lets anybody in now'),
  label: z.string().describe('How the provider called the person when it was linked'),
  linkedBy: z.enum(['person', 'address', 'creation']),
  linkedAt: z.date(),
  usedAt: z.date().nullable(),
})

export const listMyIdentitiesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/me/identities',
  summary: 'Who one is at which providers, and which others could be linked',
  input: z.strictObject({ portal: portalCode.optional().describe('On the portal side: whose door') }),
  answer: z.object({
    rows: z.array(identityShape),
    others: z.array(z.object({ id: provider, name: z.string() })),
  }),
})

export const beginLinkApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/me/identities/providers/:provider',
  summary: 'Where to send the browser to link who one is at a provider; wants a recent proof',
  input: z.strictObject({ provider, portal: portalCode.optional() }),
  answer: z.object({ address: z.string() }),
  secret: true,
  refusals: ['provider.away'],
})

export const finishLinkApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/me/identities/providers/:provider/finish',
  summary: 'Links who one is at the provider one is back from',
  input: z.strictObject({ provider, answer: wayBack }),
  answer: z.object({ label: z.string() }),
  secret: true,
  refusals: [
    'sign_in.start_again',
    'sign_in.provider_refused',
    'sign_in.provider_declined',
    'provider.away',
    'identity.of_another',
    'identity.linked_already',
  ],
})

export const removeIdentityApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/me/identities/:identity',
  summary: 'Unlinks an identity: it lets nobody in any more',
  input: z.strictObject({ identity }),
  answer: z.null(),
  refusals: ['identity.last_way'],
})

export const listIdentitiesOfUserApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/identities',
  summary: 'Who a person is at which providers',
  input: z.strictObject({ user }),
  answer: z.object({ rows: z.array(identityShape) }),
})

export const removeIdentityOfUserApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/users/:user/identities/:identity',
  summary: 'Unlinks an identity of a person, who is told by mail',
  input: z.strictObject({ user, identity }),
  answer: z.null(),
})
