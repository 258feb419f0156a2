import { apiPath, type Endpoint, pathNames } from '../base/endpoint.ts'
import { refusalStatus } from '../base/refusal.ts'
import { jsonSchema } from './schemas.ts'

export type Described = { name: string; endpoint: Endpoint; permission: string; writes: boolean }

type Schema = { properties?: Record<string, object>; required?: string[] } & Record<string, unknown>

/** OpenAPI 3.1 of everything that is mounted, made from the contracts the screens use. */
export function openApiDocument(operations: Described[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    const path = apiPath(operation.endpoint).replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.endpoint.method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Portico API',
      version,
      description:
        'What the screens use, for programs too. Errors are problem details (RFC 9457) with a stable `code`; lists page by `after`; POST takes an `Idempotency-Key`. Programs send an API token: `Authorization: Bearer portico_…`.',
    },
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API token of an employee (Administration → Tokens, or the profile). It has the rights of its person, less where it was made so; it opens no portal, no live events, and nothing that wants a recent proof.',
        },
        employee: { type: 'apiKey', in: 'cookie', name: '__Host-portico' },
        portal: { type: 'apiKey', in: 'cookie', name: '__Host-portico-portal' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', enum: [...new Set(Object.values(refusalStatus)), 500] },
    detail: { type: 'string', description: 'What was expected, what was found, what to do next' },
    code: { type: 'string', description: 'Stable: noun.reason' },
    requestId: { type: 'string' },
    facts: { type: 'object' },
    issues: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'array' }, message: { type: 'string' } } },
    },
  },
}

/** Either the cookie of its side or, where a program may, a token. */
function securityOf({ side }: Endpoint, permission: string): object[] {
  if (side === 'public') return []
  const isForPrograms = side === 'employee' && permission !== 'door.knock'
  return [{ [side]: [] }, ...(isForPrograms ? [{ token: [] }] : [])]
}

function describe({ name, endpoint, permission, writes }: Described): object {
  const inPath = pathNames(endpoint.path)
  const input = jsonSchema(endpoint.input, 'input') as Schema
  const rest = Object.entries(input.properties ?? {}).filter(([key]) => !inPath.includes(key))
  const inQuery = endpoint.method === 'GET' || endpoint.upload === true
  const parameters = [
    ...inPath.map((key) => ({
      name: key,
      in: 'path',
      required: true,
      schema: input.properties?.[key] ?? { type: 'string' },
    })),
    ...(inQuery
      ? rest.map(([key, schema]) => ({
          name: key,
          in: 'query',
          required: input.required?.includes(key) ?? false,
          schema,
        }))
      : []),
  ]
  const body = inQuery
    ? undefined
    : {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(rest),
        required: input.required?.filter((key) => !inPath.includes(key)) ?? [],
      }
  return {
    operationId: name,
    tags: [endpoint.path.split('/')[1]],
    summary: endpoint.summary,
    description: `Permission: \`${permission}\`.${endpoint.refusals?.length ? ` Refusals: ${endpoint.refusals.map((code) => `\`${code}\``).join(', ')}.` : ''}`,
    security: securityOf(endpoint, permission),
    parameters,
    ...(body &&
      rest.length > 0 && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    ...(endpoint.upload && {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }),
    responses: {
      [String(endpoint.status ?? 200)]: {
        description: writes ? 'Done' : 'What was asked for',
        content: endpoint.download
          ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
          : { 'application/json': { schema: jsonSchema(endpoint.answer, 'output') } },
      },
      default: {
        description: 'A refusal',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}
