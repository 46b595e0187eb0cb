def write_scale(page, runs):
    return page
