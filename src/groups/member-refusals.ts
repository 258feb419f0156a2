import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'
import type { Group } from './group.ts'

/** What the database refuses about members (migrations 0002 and 0013), as a sentence. Anything else stays an error. */
export function explainMemberViolation(error: unknown, group: Group): unknown {
  const explained = sentences[violatedConstraint(error) ?? '']?.(group, error)
  return explained ? new Refusal(...explained) : error
}

type Sentence = (group: Group, error: unknown) => ConstructorParameters<typeof Refusal>

const itself: Sentence = ({ name }) => [
  'conflict',
  'group.would_contain_itself',
  `“${name}” would contain itself through its members.`,
]

const sentences: Record<string, Sentence> = {
  group_members_computed: ({ name }) => [
    'conflict',
    'group.members_computed',
    `Members of “${name}” are kept by Portico itself and cannot be changed by hand.`,
  ],
  group_member_computed: ({ name }) => [
    'conflict',
    'group.member_is_computed',
    `Groups whose people Portico works out by itself cannot be in “${name}”. Give them what it gives directly.`,
  ],
  group_members_acyclic: itself,
  group_members_check: itself,
  role_holds_one: ({ name }) => [
    'conflict',
    'group.role_is_filled',
    `The role “${name}” is filled. Take its holder out first: a role holds exactly one.`,
  ],
  role_holds_person: ({ name }) => [
    'conflict',
    'group.role_holds_person',
    `The role “${name}” holds one person, position or department, not a group.`,
  ],
  system_group_holds_people: ({ name }) => [
    'conflict',
    'group.holds_people',
    `“${name}” holds people only, each added by name: whoever fills a group inside would decide over it.`,
  ],
  app_group_in_its_app: ({ name }) => [
    'conflict',
    'group.app_group_elsewhere',
    `A group of an app stays in its app and cannot be in “${name}”.`,
  ],
  group_members_licensed: ({ name }, error) => [
    'no_seat',
    'license.no_free_seat',
    `“${name}” has as many members as there are licences (${detailOf(error)}). Take somebody out first, or activate another license pack.`,
    { licences: Number(detailOf(error)) },
  ],
  group_members_member_id_audience_fkey: ({ name, audience }) => [
    'conflict',
    'group.other_audience',
    audience === 'employees'
      ? `“${name}” is for employees; people from outside and their groups cannot be in it.`
      : `“${name}” is for people from outside; employees and their groups cannot be in it.`,
  ],
}

const detailOf = (error: unknown): string => (error instanceof Error && 'detail' in error ? String(error.detail) : '')
