/** What a provider has told of somebody, after everything about the telling was checked. */
export type Told = {
  /** What never changes of the person there. */
  subject: string
  /** As told, for people to read. */
  label: string
  fullName: string | null
  /** null: none, or the provider does not say that it is the person's own. */
  email: string | null
  /** Why there is no such address, for administrators. */
  whyNoEmail: string | null
}
