import { onPortal, query } from '../../operations/operation.ts'
import { getProofMethodsApi } from '../contract.ts'

export const getProofMethods = query({
  name: 'getProofMethods',
  endpoint: getProofMethodsApi,
  permission: 'door.view',
  target: () => ({}),
  run: async () => ({ methods: ['password' as const] }),
})

export const getProofMethodsOnPortal = onPortal(getProofMethods, 'getProofMethodsOnPortal')
