import type { ResourceKind } from '../permissions.ts'
import type { KindRules } from '../rule.ts'
import { appRules } from './apps.ts'
import { companyRules, doorRules } from './company.ts'
import { fileRules, storageRules } from './files.ts'
import { folderRules } from './folders.ts'
import { groupRules } from './groups.ts'
import { itemRules } from './items.ts'
import { orgChartRules } from './org-chart.ts'
import { organizationRules, userRules } from './people.ts'
import { pageRules, portalRules } from './portals.ts'
import { instanceRules, processRules } from './processes.ts'
import { substitutionRules } from './substitutions.ts'
import { taskRules } from './tasks.ts'
import { workspaceRules } from './workspaces.ts'

/** A kind of resource without rules, or a permission without a rule, does not compile. */
export const rules: { [K in ResourceKind]: KindRules<K> } = {
  door: doorRules,
  company: companyRules,
  storage: storageRules,
  user: userRules,
  organization: organizationRules,
  org_chart: orgChartRules,
  group: groupRules,
  workspace: workspaceRules,
  app: appRules,
  folder: folderRules,
  item: itemRules,
  file: fileRules,
  portal: portalRules,
  page: pageRules,
  process: processRules,
  instance: instanceRules,
  task: taskRules,
  substitution: substitutionRules,
}
