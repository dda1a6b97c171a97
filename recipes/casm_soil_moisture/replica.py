"""19 years of every third day from 19 June 2002, each year counted from its own first day."""

import numpy as np

from replicas import days_since, publish_zenodo, values, write

ATTRIBUTES = {
    "title": "CASM soil moisture",
    "creation_date": "July 2022",
    "authors": "Olya Skulovich, Pierre Gentine",
    "publication": "CASM: A long-term Consistent AI-based Soil Moisture dataset based on machine learning and remote"
                   " sensing",
}
VARIABLES = {
    "CASM_soil_moisture": "CASM soil moisture in the top soil layer",
    "data_uncertainty": "example aleatoric uncertainty for small (<10%) perturbation in the input data",
    "seasonal_cycle": "calculated auxiliary variable representing SM seasonal cycle",
    "structural_uncertainty": "epistemic uncertainty",
}
LAT = (("lat",), np.array([-56.5, -20.25, 0.125, 33.75, 71.5]), {"_FillValue": np.nan})
LON = (("lon",), np.array([-179.87, -60.1, 0.13, 60.3, 120.6, 179.87]), {"_FillValue": np.nan})


def make(files, folder):
    days = np.arange(np.datetime64("2002-06-19"), np.datetime64("2021-01-01"), 3)
    record = {}
    for year in range(2002, 2021):
        own = days[days.astype("M8[Y]") == np.datetime64(str(year))]
        variables = {"date": (("date",), days_since(own[0], own, "i8"),
                              {"units": f"days since {own[0]} 00:00:00", "calendar": "proleptic_gregorian"}),
                     "lat": LAT, "lon": LON}
        for i, (name, text) in enumerate(VARIABLES.items()):
            variables[name] = (("date", "lat", "lon"), values([year, i], (own.size, 5, 6), 0, 0.6, "f8", np.nan),
                               {"_FillValue": np.nan, "units": "m^3/m^3", "long_name": text})
        path = files / f"CASM_SM_{year}.nc"
        write(path, variables, ATTRIBUTES)
        record[path.name] = path
    publish_zenodo(folder, "7072512", "CASM soil moisture", record)
