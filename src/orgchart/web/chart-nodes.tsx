import { IconBriefcase, IconBuilding, IconUser, IconUsers } from '@tabler/icons-react'
import type { Translate } from '../../ui/language.ts'
import type { TreeNode } from '../../ui/tree.tsx'
import type { OrgElementShape } from '../contract.ts'

const icons = { department: IconBuilding, position: IconBriefcase, employee_group: IconUsers }
const shared = { size: 18, stroke: 1.5, 'aria-hidden': true }

/** People stand in the tree below their place; an id of their own, since somebody may have two places. */
export const personNode = (element: string, user: string): string => `${element}/${user}`

const leadNote = (element: OrgElementShape, t: Translate): string => {
  if (element.kind === 'employee_group') return ''
  if (element.lead) return element.lead.name
  return element.kind === 'department' ? t('Without a head') : t('Vacant')
}

/** Elements with their parents' ids → a tree. An element whose parent is not there stands at the top. */
export function chartNodes(elements: readonly OrgElementShape[], t: Translate): TreeNode[] {
  const ids = new Set(elements.map(({ id }) => id))
  const below = Map.groupBy(elements, ({ parent }) => (parent && ids.has(parent) ? parent : null))
  const node = (element: OrgElementShape): TreeNode => {
    const Icon = icons[element.kind]
    const people = element.people.map(({ id, name }) => ({
      id: personNode(element.id, id),
      label: name,
      icon: <IconUser {...shared} />,
    }))
    const children = [...people, ...(below.get(element.id) ?? []).map(node)]
    const note = leadNote(element, t)
    return {
      id: element.id,
      label: element.name,
      icon: <Icon {...shared} />,
      ...(note && { note }),
      ...(children.length > 0 && { children }),
    }
  }
  return (below.get(null) ?? []).map(node)
}
