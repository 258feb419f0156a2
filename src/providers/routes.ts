import { asOperation } from '../operations/operation.ts'
import { createProvider } from './commands/create-provider.ts'
import { deleteProvider } from './commands/delete-provider.ts'
import { switchProvider } from './commands/switch-provider.ts'
import { testProvider } from './commands/test-provider.ts'
import { updateProvider } from './commands/update-provider.ts'
import { getProvider } from './queries/get-provider.ts'
import { getProviderMetadata } from './queries/get-provider-metadata.ts'
import { listProviders } from './queries/list-providers.ts'

export const providerRoutes = [
  listProviders,
  testProvider,
  createProvider,
  getProvider,
  getProviderMetadata,
  updateProvider,
  switchProvider,
  deleteProvider,
].map(asOperation)
