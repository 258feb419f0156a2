import type {
  askMyPasskeyApi,
  getProofMethodsApi,
  proveIdentityApi,
  proveIdentityByPasskeyApi,
  sendMyCodeApi,
} from '../factors-contract.ts'

export type ProofEndpoints = {
  getMethods: typeof getProofMethodsApi
  prove: typeof proveIdentityApi
  sendCode: typeof sendMyCodeApi
  askPasskey: typeof askMyPasskeyApi
  provePasskey: typeof proveIdentityByPasskeyApi
}
