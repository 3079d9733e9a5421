"""Each check finds the fault that it is for, planted into boards that have none."""

import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import boards as every_board  # noqa: E402
import checks  # noqa: E402
from checks import boards, readme  # noqa: E402
from house import importable  # noqa: E402


def made():
    return {board.uid + ".json": board.json("http://127.0.0.1:8080") for board in (make() for make in every_board.ALL)}


def found(every):
    return [f"{where}: {what}" for check in checks.EVERY for where, what in check(every)]


class PlantedFaults(unittest.TestCase):
    def setUp(self):
        self.every = made()

    def panel(self, title):
        return next(panel for _, _, panel in boards.every_panel(self.every) if panel["title"].startswith(title))

    def override(self, title, name):
        return next(each for each in self.panel(title)["fieldConfig"]["overrides"] if each["matcher"]["options"] == name)

    def replace(self, title, old, new):
        target = self.panel(title)["targets"][0]
        self.assertIn(old, target["expr"])
        target["expr"] = target["expr"].replace(old, new)

    def assert_found(self, fault):
        self.assertTrue([each for each in found(self.every) if fault in each], f"not found: {fault}")

    def test_nothing_is_wrong_with_the_boards(self):
        self.assertEqual([], found(self.every))

    def test_a_node_graph_whose_fields_are_renamed(self):
        self.panel("Delegation flow")["transformations"][0]["options"]["renameByName"]["Value"] = "mainstat"
        self.assert_found("renames a field to mainstat")

    def test_a_node_graph_whose_field_is_displayed_under_another_name(self):
        self.override("Live agents of the session", "id")["properties"].append({"id": "displayName", "value": "Agent"})
        self.assert_found("gives id another name")

    def test_events_as_requests(self):
        self.panel("Events by kind")["fieldConfig"]["defaults"]["unit"] = "reqps"
        self.assert_found("has the unit of requests")

    def test_an_axis_without_natural_steps(self):
        self.panel("p95 duration by level")["fieldConfig"]["defaults"]["unit"] = "s"
        self.assert_found("has an axis of seconds for what takes minutes")

    def test_a_question_to_the_api_without_source(self):
        options = self.panel("Quality gates")["targets"][0]["url_options"]
        options["params"] = [each for each in options["params"] if each["key"] != "source"]
        self.assert_found("without source")

    def test_a_variable_of_the_api_without_source(self):
        variables = self.every["delegraph-hierarchy.json"]["templating"]["list"]
        session = next(each for each in variables if each["name"] == "session")
        session["query"]["infinityQuery"]["url_options"]["params"] = []
        self.assert_found("variable session: asks /api/v1/live/graph without source")

    def test_sources_that_are_added_up(self):
        self.replace("Delegations by strategy", 'source=~"$source", ', "")
        self.assert_found("adds up the sources of delegraph_window_agents")

    def test_several_sources_at_once(self):
        for variable in self.every["delegraph-overview.json"]["templating"]["list"]:
            variable["multi"] = True if variable["name"] == "source" else variable["multi"] if "multi" in variable else None
        self.assert_found("shows several sources at once")

    def test_colours_that_collide(self):
        self.override("Live agents by state", "WAITING")["properties"][0]["value"]["fixedColor"] = "#4d94ea"
        self.assert_found("ACTIVE and WAITING have colours that cannot be told apart")

    def test_a_colour_that_cannot_be_seen(self):
        self.override("Live agents by state", "WAITING")["properties"][0]["value"]["fixedColor"] = "#ffee88"
        self.assert_found("WAITING cannot be seen in the light theme")

    def test_another_colour_for_what_is_rare(self):
        self.override("Delegations by strategy", "other")["properties"][0]["value"]["fixedColor"] = "#e05a9f"
        self.assert_found("other is not #8e9aa6")

    def test_a_state_without_a_colour(self):
        overrides = self.panel("Live agents by state")["fieldConfig"]["overrides"]
        overrides.remove(self.override("Live agents by state", "WAITING"))
        self.assert_found("WAITING has no fixed colour")

    def test_a_table_that_is_wider_than_its_panel(self):
        for each in self.override("Agent types, ", "Tokens")["properties"]:
            if each["id"] == "custom.width":
                each["value"] = 400
        self.assert_found("its panel at 1440 px has")

    def test_a_column_without_a_width(self):
        self.override("Agent types, ", "Tokens")["properties"].clear()
        self.assert_found("the column “Tokens” has no width")

    def test_a_column_narrower_than_its_title(self):
        for each in self.override("Agent types, ", "Delegations")["properties"]:
            if each["id"] == "custom.width":
                each["value"] = 60
        self.assert_found("the title of the column “Delegations” is cut off")

    def test_a_sentence_behind_numbers(self):
        columns = self.panel("Quality gates")["targets"][0]["columns"]
        columns.append(columns.pop(0))
        self.assert_found("the sentence “In words” is not first")

    def test_an_increase_as_a_count_with_fractions(self):
        self.replace("Agents lost within", "round(sum (increase", "(sum (increase")
        self.assert_found("shows an increase as a count, which has fractions")

    def test_an_order_that_is_not_sorted(self):
        self.replace("Time saved if", "sort_desc(", "(")
        self.assert_found("shows an order and is not sorted")

    def test_a_legend_that_is_not_sorted(self):
        self.panel("Cost by project")["options"]["legend"]["sortDesc"] = False
        self.assert_found("its legend is not sorted")

    def test_a_legend_with_more_rows_than_fit(self):
        self.replace("Cost by project", "topk(8", "topk(40")
        self.assert_found("its legend has 40 rows")

    def test_as_many_series_as_there_are_projects(self):
        self.replace("Cost by project", "topk(8, ", "(")
        self.assert_found("has as many series as there are names")

    def test_a_window_that_is_still_open(self):
        self.replace("Delegations by strategy", "[$window:$window]", "[5m]")
        self.assert_found("while its window is open")

    def test_a_title_that_is_cut_off(self):
        self.panel("Live agents")["title"] = "Live agents, roots among them, as of the last scrape"
        self.assert_found("has a title that is cut off")

    def test_a_title_that_names_no_figure(self):
        self.panel("Live agents")["title"] = "How much there is"
        self.assert_found("has a title that names no figure")

    def test_a_title_that_does_not_name_the_window(self):
        self.panel("Delegations by strategy")["title"] = "Delegations"
        self.assert_found("shows windows and its title does not say so")

    def test_a_title_that_does_not_name_the_time_range(self):
        self.panel("Quality gates")["title"] = "Quality gates"
        self.assert_found("shows a time range and its title does not say so")

    def test_a_variable_that_changes_few_panels(self):
        for _, _, panel in boards.every_panel(self.every):
            for target in panel["targets"]:
                target["expr"] = target.get("expr", "").replace("$window", "5m")
        self.assert_found("the variable window changes 0 of")

    def test_every_deployment_at_once(self):
        self.replace("Live agents by state", 'job=~"$job", ', "")
        self.assert_found("asks for delegraph_live_agents of every deployment")

    def test_every_instance_at_once(self):
        self.replace("Heap", 'instance=~"$instance", ', "")
        self.assert_found("asks for jvm_memory_used_bytes of every instance")

    def test_a_meter_that_does_not_exist(self):
        self.replace("Live agents by state", "delegraph_live_agents", "delegraph_live_agent")
        self.assert_found("asks for delegraph_live_agent, which deploy/README.md does not list")

    def test_a_dimension_that_a_meter_does_not_have(self):
        self.replace("Rework", 'dimension="all"', 'dimension="project"')
        self.assert_found("asks for delegraph_window_rework by project")

    def test_a_meter_that_no_board_shows(self):
        self.replace("Number of the latest probe", "delegraph_probe_latest", "delegraph_live_readers")
        self.assert_found("no board shows delegraph_probe_latest")

    def test_a_number_where_nothing_is_known(self):
        self.replace("Live agents by state", "sum by", "vector(0) or sum by")
        self.assert_found("puts a number where nothing is known")

    def test_an_id_as_a_label(self):
        self.replace("Live agents by state", "by (state)", "by (session_id)")
        self.assert_found("ids are no labels")

    def test_a_recording_rule_that_nothing_uses(self):
        recorded = "  - record: a:b:c\n    expr: up\n"
        self.assertIn(("recording.rules.yml", "records a:b:c, which nothing uses"), list(checks.rules.faults({}, recorded, "")))

    def test_a_recorded_name_that_is_not_recorded(self):
        self.replace("Cost per hour", "source:delegraph_workflow_cost_usd_hour:max", "source:delegraph_cost:max")
        self.assert_found("asks for source:delegraph_cost:max, which recording.rules.yml does not record")

    def test_a_panel_that_is_not_explained(self):
        panel = self.panel("Live agents by state")
        panel["description"] = panel["description"].replace("**Why it matters:**", "Because")
        self.assert_found("does not say: Why it matters")

    def test_a_panel_over_another(self):
        self.panel("Workflows by outcome")["gridPos"]["x"] -= 1
        self.assert_found("lies over")

    def test_a_link_to_nowhere(self):
        self.every["delegraph-overview.json"]["links"][0]["url"] = "/d/nowhere"
        self.assert_found("links to nowhere, which is none of the boards")

    def test_a_query_of_the_readme_that_no_panel_has(self):
        text = "```promql\nsum (up)\n```\n"
        self.assertIn(("README.md", "has a query that no panel has: sum (up)"), list(readme.faults(self.every, text)))


class ImportByHand(unittest.TestCase):
    def test_the_data_sources_are_asked_for(self):
        for name, board in made().items():
            text = str(importable.by_hand(board))
            asked = {each["name"] for each in importable.by_hand(board)["__inputs"]}
            self.assertLessEqual({"DS_PROMETHEUS", "VAR_LIVE_PAGE"}, asked, name)
            self.assertEqual("${api}" in str(board), "DS_DELEGRAPH" in asked, name)
            self.assertNotIn("${prometheus}", text, name)
            self.assertNotIn("${api}", text, name)


if __name__ == "__main__":
    unittest.main()
