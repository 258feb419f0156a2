import type { FieldShape } from './contract.ts'

/** Codes of the fields open to the actor (access/open-fields.ts); null: all of them. */
export type OpenFields = ReadonlySet<string> | null

/**
 * The app as somebody from outside may know it: fields no page has opened are not there at all, neither in answers nor
 * in filters, sorting or search (AT-020, AT-081).
 */
export const openShape = <S extends { fields: FieldShape[] }>(shape: S, open: OpenFields): S =>
  open ? { ...shape, fields: openOnly(shape.fields, open) } : shape

export const openOnly = (fields: FieldShape[], open: OpenFields): FieldShape[] =>
  open ? fields.filter(({ code }) => open.has(code)) : fields

/** For writing: a closed field that was sent is unknown; one that was not gets what a new item starts with. */
export const openToWrite = (fields: FieldShape[], open: OpenFields, sent: object): FieldShape[] =>
  open
    ? fields.flatMap((field) => {
        if (open.has(field.code)) return [field]
        return Object.hasOwn(sent, field.code) ? [] : [{ ...field, required: false }]
      })
    : fields
