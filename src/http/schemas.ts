import { z } from 'zod'

type JsonSchema = Record<string, unknown>

/** JSON Schema (2020-12, the dialect of OpenAPI 3.1) of a contract's schema, as it is sent or as it is answered. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: dateAsText,
  }) as JsonSchema
  return made
}

/** Dates leave as ISO 8601 text. */
function dateAsText({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: JsonSchema }) {
  if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
}

/** The schema the serializer writes answers by: only what the contract names leaves. */
export const answerSchema = (schema: z.ZodType): JsonSchema => jsonSchema(schema, 'output')
