import { Readable } from 'node:stream'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getProviderMetadataApi } from '../contract.ts'
import { backAddresses, entityOf } from '../entity.ts'
import { findProvider, listPortals } from '../provider.sql.ts'
import { samlMetadata } from '../saml.ts'

/** Open, because a provider reads it without a session; it holds addresses that every browser is sent to. */
export const getProviderMetadata = query({
  name: 'getProviderMetadata',
  endpoint: getProviderMetadataApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, baseUrl }, { provider: id }) {
    const provider = await findProvider(db, id)
    if (provider?.connection.protocol !== 'saml') throw notFound()
    const addresses = backAddresses(provider, await listPortals(db, id), baseUrl)
    return {
      stream: Readable.from([samlMetadata(entityOf(id, baseUrl), addresses)]),
      name: 'portico-metadata.xml',
      mediaType: 'application/samlmetadata+xml',
    }
  },
})
