import type { SentOf } from '../../base/endpoint.ts'
import type {
  askNewPasskeyApi,
  askPasskeyApi,
  askPortalPasskeyApi,
  enrolPasskeyApi,
  finishEnrolmentApi,
  getOpenProofApi,
  proveFactorApi,
  provePasskeyApi,
  replacePasswordApi,
  sendProofCodeApi,
  startEnrolmentApi,
} from '../door-contract.ts'
import type { beginAtPortalProviderApi, beginAtProviderApi } from '../provider-contract.ts'

/** The endpoints of one's own door: employees and portals have the same ones below different addresses. */
export type DoorEndpoints = {
  getOpenProof: typeof getOpenProofApi
  proveFactor: typeof proveFactorApi
  sendCode: typeof sendProofCodeApi
  askPasskey: typeof askPasskeyApi | typeof askPortalPasskeyApi
  /** What the question about a passkey is asked with: the portal's code at its door. */
  asked: SentOf<typeof askPasskeyApi> | SentOf<typeof askPortalPasskeyApi>
  provePasskey: typeof provePasskeyApi
  startEnrolment: typeof startEnrolmentApi
  finishEnrolment: typeof finishEnrolmentApi
  askNewPasskey: typeof askNewPasskeyApi
  enrolPasskey: typeof enrolPasskeyApi
  replacePassword: typeof replacePasswordApi
  beginAtProvider: typeof beginAtProviderApi | typeof beginAtPortalProviderApi
}
