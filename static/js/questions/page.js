// The questions of a page: budgets, conditions, tables.

import { countBudgets } from "./budget.js";
import { followConditions } from "./conditions.js";
import { fillTables } from "./table.js";

countBudgets();
followConditions();
fillTables();
