"""Whether deploy/compose.yaml can start, as far as that shows without Docker: CHECKOUT. Prints what is wrong."""

import os
import re
import sys

import yaml

PINNED = re.compile(r"^[\w./-]+:v?\d+\.\d+\.\d+$")
PLUGIN = re.compile(r"^[\w-]+@\d+\.\d+\.\d+$")


def unhealthy(name, service):
    """`up --wait` waits for the address that the service listens on, as its flags or its environment say."""
    listens = [flag.split("=", 1)[1] for flag in service.get("command", []) if flag.startswith("--web.listen-address=")]
    told = service.get("environment", {})
    if "GF_SERVER_HTTP_ADDR" in told:
        listens.append(told["GF_SERVER_HTTP_ADDR"] + ":" + told["GF_SERVER_HTTP_PORT"])
    asked = service.get("healthcheck", {}).get("test", [""])[-1]
    if not any(asked.startswith(f"http://{address}/") for address in listens):
        yield f"{name}: its health check asks {asked or 'nothing'}, and it listens on {', '.join(listens) or 'nothing known'}"


def wrong(checkout):
    folder = os.path.join(checkout, "deploy")
    with open(os.path.join(folder, "compose.yaml"), encoding="utf-8") as file:
        compose = yaml.safe_load(file)
    with open(os.path.join(checkout, "grafana", "run.sh"), encoding="utf-8") as file:
        script = file.read()
    for name, service in compose["services"].items():
        if not PINNED.match(service["image"]):
            yield f"{name}: {service['image']} is not pinned"
        yield from unhealthy(name, service)
        for mount in service["volumes"]:
            source = mount.split(":")[0]
            if source.startswith(".") and not os.path.exists(os.path.join(folder, source)):
                yield f"{name}: mounts {source}, which does not exist"
            if not source.startswith(".") and source not in compose["volumes"]:
                yield f"{name}: mounts the volume {source}, which is not declared"
    grafana = compose["services"]["grafana"]
    for plugin in grafana["environment"]["GF_PLUGINS_PREINSTALL_SYNC"].split(","):
        if not PLUGIN.match(plugin):
            yield f"grafana: the plugin {plugin} is not pinned"
        if plugin not in script:
            yield f"grafana: {plugin} is not the plugin that grafana/run.sh installs"
    if grafana["image"] not in script:
        yield f"grafana: {grafana['image']} is not the image that grafana/run.sh runs"
    provisioned = os.path.join(checkout, "grafana", "provisioning", "datasources", "delegraph.yaml")
    with open(provisioned, encoding="utf-8") as file:
        for variable in set(re.findall(r"\$([A-Z_]+)", file.read())) - grafana["environment"].keys():
            yield f"grafana: the data sources need {variable}, which is not set"


if __name__ == "__main__":
    found = list(wrong(sys.argv[1]))
    print("\n".join(found))
    sys.exit(1 if found else 0)
